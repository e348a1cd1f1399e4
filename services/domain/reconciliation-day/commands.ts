import type { Actor } from '../kernel/actor.ts';
import type { Command } from '../kernel/decider.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import type { DayMatched } from './events.ts';

/** Lets a statement occupy the day. An occupied day needs `supersede`, with its reason. */
export type AcceptStatement = Command<
  'AcceptStatement',
  {
    readonly source: string;
    readonly date: BusinessDate;
    readonly statementId: string;
    readonly sha256: string;
    readonly supersede: { readonly reasonId: string } | null;
    readonly acceptedBy: Actor;
    readonly at: Instant;
  }
>;

export type RecordMatching = Command<
  'RecordMatching',
  Omit<DayMatched['data'], 'matchedAt'> & { readonly at: Instant }
>;

/** Announces work on a break that concerns the day, before it is recorded in the break's stream. */
export type BeginWork = Command<
  'BeginWork',
  {
    readonly breakId: string;
    readonly workId: string;
    readonly begunBy: Actor;
    readonly at: Instant;
  }
>;

/** The first signature: `runId` is the run that the reviewer saw. */
export type ReviewDay = Command<
  'ReviewDay',
  { readonly runId: string; readonly reviewedBy: Actor; readonly at: Instant }
>;

/** The second signature, by somebody else. */
export type CloseDay = Command<
  'CloseDay',
  { readonly runId: string; readonly closedBy: Actor; readonly at: Instant }
>;

export type ReopenDay = Command<
  'ReopenDay',
  { readonly reasonId: string; readonly reopenedBy: Actor; readonly at: Instant }
>;

export type ReconciliationDayCommand =
  AcceptStatement | RecordMatching | BeginWork | ReviewDay | CloseDay | ReopenDay;
