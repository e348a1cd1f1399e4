import type { Actor } from '../kernel/actor.ts';
import type { Command } from '../kernel/decider.ts';
import type { BusinessDate, Instant } from '../kernel/time.ts';
import type { BreakResolution, ProposedMatch } from './events.ts';

/** Which break: its work begins with the first human action, so each command says it. */
export type OnBreak = {
  readonly breakId: string;
  readonly source: string;
  readonly date: BusinessDate;
};

/** Null takes the break away from whoever had it. */
export type AssignBreak = Command<
  'AssignBreak',
  OnBreak & {
    readonly assignee: string | null;
    readonly assignedBy: Actor;
    readonly at: Instant;
  }
>;

/** The text is kept elsewhere; the event carries its id and hash. */
export type CommentBreak = Command<
  'CommentBreak',
  OnBreak & {
    readonly commentId: string;
    readonly textHash: string;
    readonly commentedBy: Actor;
    readonly at: Instant;
  }
>;

export type ProposeResolution = Command<
  'ProposeResolution',
  OnBreak & {
    readonly resolution: BreakResolution;
    readonly currency: string;
    readonly reasonId: string;
    readonly proposedBy: Actor;
    readonly at: Instant;
  }
>;

export type ApproveResolution = Command<
  'ApproveResolution',
  OnBreak & { readonly approvedBy: Actor; readonly at: Instant }
>;

export type RejectResolution = Command<
  'RejectResolution',
  OnBreak & { readonly reasonId: string; readonly rejectedBy: Actor; readonly at: Instant }
>;

export type UndoResolution = Command<
  'UndoResolution',
  OnBreak & { readonly reasonId: string; readonly undoneBy: Actor; readonly at: Instant }
>;

/**
 * Says that what matching proposed does not belong together. The matching that
 * follows keeps the two sides apart, and what is left of each is a break.
 */
export type RejectProposedMatch = Command<
  'RejectProposedMatch',
  OnBreak & {
    readonly match: ProposedMatch;
    readonly reasonId: string;
    readonly rejectedBy: Actor;
    readonly at: Instant;
  }
>;

/** Makes whatever was decided on the break before, and is not recorded yet, be decided anew. */
export type CutOffWork = Command<
  'CutOffWork',
  { readonly breakId: string; readonly cutOffBy: Actor; readonly at: Instant }
>;

/** What people do about a break. */
export type BreakWorkCommand =
  | AssignBreak
  | CommentBreak
  | ProposeResolution
  | ApproveResolution
  | RejectResolution
  | UndoResolution
  | RejectProposedMatch;

export type BreakCommand = BreakWorkCommand | CutOffWork;
