import type { AccountEvent } from '@chobo/domain/account/events';
import type { BreakEvent } from '@chobo/domain/break/events';
import type { CardEvent } from '@chobo/domain/card/events';
import type { CatalogueEvent } from '@chobo/domain/catalogue/events';
import type { DomainEvent } from '@chobo/domain/kernel/decider';
import type { PaymentEvent } from '@chobo/domain/payment/events';
import type { ReconciliationDayEvent } from '@chobo/domain/reconciliation-day/events';
import type { StatementEvent } from '@chobo/domain/statement/events';
import type { RecordedEvent } from '@chobo/event-store/port';

/** Every event that Chobo writes. */
export type ChoboEvent =
  | AccountEvent
  | BreakEvent
  | CardEvent
  | CatalogueEvent
  | PaymentEvent
  | ReconciliationDayEvent
  | StatementEvent;

/** The name of an event, as it stands in the log. */
export type EventType = ChoboEvent['type'];

/** An event of the log with its data typed by its name. */
export type Recorded<Event extends DomainEvent> = Event extends DomainEvent
  ? Omit<RecordedEvent, 'type' | 'data'> & Event
  : never;

/**
 * Reads an event of the log as one of ours. The log is written through deciders
 * only and read through the upcasters, so the name decides the shape; a name
 * that is not ours ends in the `default` of whoever switches on it.
 */
export const asChoboEvent = (event: RecordedEvent): Recorded<ChoboEvent> =>
  event as Recorded<ChoboEvent>;

/** The part of a stream's name behind its category: `account-acc-1` → `acc-1`. */
export const streamId = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
