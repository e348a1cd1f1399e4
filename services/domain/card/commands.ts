import type { Command } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { Iccid } from './iccid.ts';

export type RegisterCard = Command<
  'RegisterCard',
  {
    readonly iccid: Iccid;
    readonly accountId: string;
    readonly brand: string;
    readonly plan: string;
    readonly at: Instant;
  }
>;

export type CardCommand = RegisterCard;
