import type { Actor } from '../kernel/actor.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';

/** The file that occupies the day. */
export type AcceptedStatement = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly statementId: string;
  readonly sha256: string;
  readonly acceptedBy: Actor;
  readonly acceptedAt: Instant;
};

/** The run that holds now. */
export type CurrentRun = { readonly runId: string; readonly digest: string };

/** `version` counts the closings of a day, from 1; it grows with each reopening. */
type Occupied = { readonly statement: AcceptedStatement; readonly version: number };

export type ReconciliationDayState =
  | { readonly status: 'untouched' }
  | (Occupied & { readonly status: 'open' })
  | (Occupied & { readonly status: 'matched' | 'reopened'; readonly run: CurrentRun })
  | (Occupied & {
      readonly status: 'reviewed';
      readonly run: CurrentRun;
      readonly reviewedBy: Actor;
    })
  | (Occupied & {
      readonly status: 'closed';
      readonly run: CurrentRun;
      readonly closedBy: Actor;
      readonly closedAt: Instant;
    });

/** A closing that stands: of which day, and by whom. */
export type Closing = {
  readonly date: BusinessDate;
  readonly version: number;
  readonly closedBy: Actor;
  readonly closedAt: Instant;
};

/** The closing of a closed day. */
export const closingOf = ({
  statement,
  version,
  closedBy,
  closedAt,
}: Extract<ReconciliationDayState, { status: 'closed' }>): Closing => ({
  date: statement.date,
  version,
  closedBy,
  closedAt,
});

export const initialState = (): ReconciliationDayState => ({ status: 'untouched' });
