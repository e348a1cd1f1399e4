import type { DomainEvent } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { Iccid } from './iccid.ts';

/** Claims the ICCID, once, for the account that holds its money. */
export type CardRegistered = DomainEvent<
  'CardRegistered',
  {
    readonly iccid: Iccid;
    readonly accountId: string;
    readonly brand: string;
    readonly plan: string;
    readonly registeredAt: Instant;
  }
>;

export type CardEvent = CardRegistered;
