import type { Actor } from '../kernel/actor.ts';
import type { Command } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { ReadingPins, ReadingSummary, StatementProblem } from './events.ts';

export type ReceiveStatement = Command<
  'ReceiveStatement',
  ReadingPins & {
    readonly statementId: string;
    readonly fileName: string;
    readonly receivedBy: Actor;
    readonly at: Instant;
  }
>;

/** By the rules, right after reading. */
export type AcceptStatement = Command<
  'AcceptStatement',
  { readonly statementId: string; readonly summary: ReadingSummary; readonly at: Instant }
>;

/** Leaves the decision to a person, who is told the reasons (at least one). */
export type HoldStatement = Command<
  'HoldStatement',
  {
    readonly statementId: string;
    readonly summary: ReadingSummary;
    readonly reasons: readonly StatementProblem[];
    readonly at: Instant;
  }
>;

/** By the rules, right after reading, with at least one reason. */
export type RefuseStatement = Command<
  'RefuseStatement',
  {
    readonly statementId: string;
    readonly summary: ReadingSummary;
    readonly reasons: readonly StatementProblem[];
    readonly at: Instant;
  }
>;

/** A person takes a held file as it is. */
export type AcceptHeldStatement = Command<
  'AcceptHeldStatement',
  {
    readonly statementId: string;
    readonly acceptedBy: Actor;
    readonly reasonId: string;
    readonly at: Instant;
  }
>;

/** A person turns a held file away. */
export type RefuseHeldStatement = Command<
  'RefuseHeldStatement',
  {
    readonly statementId: string;
    readonly refusedBy: Actor;
    readonly reasonId: string;
    readonly at: Instant;
  }
>;

/** `by` is the statement that takes this one's place. */
export type SupersedeStatement = Command<
  'SupersedeStatement',
  {
    readonly statementId: string;
    readonly by: string;
    readonly reasonId: string;
    readonly at: Instant;
  }
>;

export type StatementCommand =
  | ReceiveStatement
  | AcceptStatement
  | HoldStatement
  | RefuseStatement
  | AcceptHeldStatement
  | RefuseHeldStatement
  | SupersedeStatement;
