import { isPerson, isSamePerson, mayApprove } from '../kernel/actor.ts';
import type { Aggregate, Decision } from '../kernel/decider.ts';
import { accept, reject, unreachable } from '../kernel/decider.ts';
import type {
  ApproveResolution,
  AssignBreak,
  BreakCommand,
  CommentBreak,
  CutOffWork,
  OnBreak,
  ProposeResolution,
  RejectProposedMatch,
  RejectResolution,
  UndoResolution,
} from './commands.ts';
import type { BreakEvent, BreakResolution, BreakResolved, ProposedMatch } from './events.ts';
import { evolve } from './evolve.ts';
import type { BreakRejection } from './rejections.ts';
import { amountPosted, movesMoney, resolutionRefusal } from './resolution.ts';
import type { BreakState } from './state.ts';
import { initialState } from './state.ts';
import { upcasters } from './upcasters.ts';

type BreakDecision = Decision<BreakEvent, BreakRejection>;

const wrongStatus = (breakId: string, { status }: BreakState) =>
  reject('break_status', { breakId, status });

const resolved = (
  { breakId, source, date }: OnBreak,
  resolution: BreakResolution,
  by: Pick<BreakResolved['data'], 'currency' | 'resolvedBy' | 'resolvedAt'>,
): BreakResolved => ({
  type: 'BreakResolved',
  data: { breakId, source, date, resolution, amount: amountPosted(resolution), ...by },
});

export const assignBreak = ({ data }: AssignBreak, state: BreakState): BreakDecision => {
  const { at, ...assignment } = data;
  if (state.assignee === assignment.assignee) return accept();
  return accept({ type: 'BreakAssigned', data: { ...assignment, assignedAt: at } });
};

export const commentBreak = ({ data }: CommentBreak, state: BreakState): BreakDecision => {
  const { at, ...comment } = data;
  if (state.commentIds.includes(comment.commentId)) return accept();
  return accept({ type: 'BreakCommented', data: { ...comment, commentedAt: at } });
};

/** What moves money waits for a second person; anything else is resolved with its proposal. */
export const proposeResolution = (
  { data }: ProposeResolution,
  state: BreakState,
): BreakDecision => {
  const { at, ...proposal } = data;
  const { breakId, resolution, currency, reasonId, proposedBy } = proposal;
  if (state.status !== 'open') return wrongStatus(breakId, state);
  if (!isPerson(proposedBy)) return reject('person_required', { actor: proposedBy });
  if (reasonId === '') return reject('reason_required', { breakId });
  const refusal = resolutionRefusal(breakId, resolution);
  if (refusal !== null) return refusal;
  const proposed = {
    type: 'BreakResolutionProposed',
    data: { ...proposal, proposedAt: at },
  } as const;
  if (movesMoney(resolution)) return accept(proposed);
  const by = { currency, resolvedBy: proposedBy, resolvedAt: at };
  return accept(proposed, resolved(data, resolution, by));
};

/** The second signature carries the resolution out, where the rules of today still allow it. */
export const approveResolution = (
  { data }: ApproveResolution,
  state: BreakState,
): BreakDecision => {
  const { at, ...approval } = data;
  const { breakId, approvedBy } = approval;
  if (state.status !== 'proposed') return wrongStatus(breakId, state);
  if (!mayApprove(approvedBy)) return reject('console_user_required', { actor: approvedBy });
  if (isSamePerson(state.proposedBy, approvedBy)) {
    return reject('two_people_required', { actor: approvedBy });
  }
  const { resolution, currency } = state;
  const refusal = resolutionRefusal(breakId, resolution);
  if (refusal !== null) return refusal;
  return accept(
    { type: 'BreakResolutionApproved', data: { ...approval, approvedAt: at } },
    resolved(data, resolution, { currency, resolvedBy: approvedBy, resolvedAt: at }),
  );
};

/** Sends a proposal back; its proposer may do so too, and withdraws it. */
export const rejectResolution = ({ data }: RejectResolution, state: BreakState): BreakDecision => {
  const { at, ...rejection } = data;
  const { breakId, reasonId, rejectedBy } = rejection;
  if (state.status !== 'proposed') return wrongStatus(breakId, state);
  if (!isPerson(rejectedBy)) return reject('person_required', { actor: rejectedBy });
  if (reasonId === '') return reject('reason_required', { breakId });
  return accept({ type: 'BreakResolutionRejected', data: { ...rejection, rejectedAt: at } });
};

/**
 * Takes a resolution back. Undoing moves money as doing did, so it takes
 * somebody other than the one who approved it, as a closed day is reopened by
 * somebody other than the one who closed it. The proposer may: what they undo is
 * their own proposal, and two people have then had a hand in either movement.
 */
export const undoResolution = ({ data }: UndoResolution, state: BreakState): BreakDecision => {
  const { at, ...undoing } = data;
  const { breakId, reasonId, undoneBy } = undoing;
  if (state.status !== 'resolved') return wrongStatus(breakId, state);
  const { resolution, currency, resolvedBy } = state;
  if (!isPerson(undoneBy)) return reject('person_required', { actor: undoneBy });
  if (reasonId === '') return reject('reason_required', { breakId });
  if (movesMoney(resolution)) {
    if (!mayApprove(undoneBy)) return reject('console_user_required', { actor: undoneBy });
    if (isSamePerson(resolvedBy, undoneBy)) {
      return reject('two_people_required', { actor: undoneBy });
    }
  }
  const amount = amountPosted(resolution);
  return accept({
    type: 'BreakResolutionUndone',
    data: { ...undoing, resolution, amount, currency, undoneAt: at },
  });
};

/**
 * Says that two sides do not belong together. One person may: it moves no money
 * and leaves more to be resolved than there was. Said twice, it is said once.
 */
export const rejectProposedMatch = (
  { data }: RejectProposedMatch,
  state: BreakState,
): BreakDecision => {
  const { at, ...rejection } = data;
  const { breakId, match, reasonId, rejectedBy } = rejection;
  if (state.status !== 'open') return wrongStatus(breakId, state);
  if (!isPerson(rejectedBy)) return reject('person_required', { actor: rejectedBy });
  if (reasonId === '') return reject('reason_required', { breakId });
  if (state.rejectedMatches.some((before) => isSameMatch(before, match))) return accept();
  return accept({ type: 'ProposedMatchRejected', data: { ...rejection, rejectedAt: at } });
};

const isSameMatch = (one: ProposedMatch, other: ProposedMatch): boolean =>
  haveSame(one.items, other.items) && haveSame(one.lineMarks, other.lineMarks);

/** Whether two lists name the same, in whatever order. */
const haveSame = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join(' ') === [...other].sort().join(' ');

export const cutOffWork = ({ data: { at, ...cut } }: CutOffWork): BreakDecision =>
  accept({ type: 'BreakWorkCutOff', data: { ...cut, cutOffAt: at } });

const decide = (command: BreakCommand, state: BreakState): BreakDecision => {
  switch (command.type) {
    case 'AssignBreak':
      return assignBreak(command, state);
    case 'CommentBreak':
      return commentBreak(command, state);
    case 'ProposeResolution':
      return proposeResolution(command, state);
    case 'ApproveResolution':
      return approveResolution(command, state);
    case 'RejectResolution':
      return rejectResolution(command, state);
    case 'UndoResolution':
      return undoResolution(command, state);
    case 'CutOffWork':
      return cutOffWork(command);
    case 'RejectProposedMatch':
      return rejectProposedMatch(command, state);
    default:
      return unreachable(command);
  }
};

/** The work of people on one break. */
export const breakCase: Aggregate<BreakState, BreakCommand, BreakEvent, BreakRejection> = {
  initialState,
  decide,
  evolve,
  upcasters,
};
