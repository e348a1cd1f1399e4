import type { Aggregate, Decision } from '../kernel/decider.ts';
import { reject } from '../kernel/decider.ts';
import type { BusinessDate } from '../kernel/time.ts';
import type { BreakCommand } from './commands.ts';
import { breakCase } from './decider.ts';
import type { BreakEvent, BreakResolution } from './events.ts';
import type { NamedParts } from './handMatch.ts';
import { handMatchRefusal } from './handMatch.ts';
import { RESOLUTION_KINDS, type BreakKind, type ResolutionKind } from './kinds.ts';
import type { BreakRejection, ResolutionObstacle, Sum } from './rejections.ts';
import { refundRefusal, type NamedRefund } from './refund.ts';
import type { BreakState } from './state.ts';

/** A break as matching and later files have left it: what there is for people to resolve. */
export type FoundBreak = {
  readonly breakId: string;
  readonly kind: BreakKind;
  /** Ids of our items. */
  readonly items: readonly string[];
  /** Physical lines of the day's file. */
  readonly lines: readonly number[];
  /** Statement − ledger; null where it cannot be said. */
  readonly difference: Sum | null;
  /** A done line has been found for its items: no later file can match them. */
  readonly closesItems: boolean;
  /** The day whose file settled it. */
  readonly resolvedOn: BusinessDate | null;
  /** The break in which its one item or line was matched by hand. */
  readonly matchedIn: string | null;
};

/** What a resolution is judged by beside the break: what it names, looked up. */
export type NamedInProposal = {
  /** Of a match by hand. */
  readonly parts?: NamedParts;
  /** Of a refund; null when there is none of this id. */
  readonly refund?: NamedRefund | null;
};

const HAS_NO_SIDES: readonly BreakKind[] = ['unreadable_line', 'control_total', 'missing_file'];

/** Why a break of this form can never be resolved in this way; null when it can. */
export const obstacleTo = (
  found: Pick<FoundBreak, 'kind' | 'items' | 'lines' | 'closesItems'>,
  kind: ResolutionKind,
): ResolutionObstacle | null => {
  switch (kind) {
    case 'matched_by_hand':
      return HAS_NO_SIDES.includes(found.kind) ? 'nothing_to_match' : null;
    case 'refund':
      return found.items.length === 0 ? 'no_item' : null;
    case 'carried_forward':
      return canStillMatch(found) ? null : 'nothing_to_wait_for';
    case 'adjustment':
    case 'write_off':
    case 'dispute':
    case 'ignored':
      return null;
  }
};

/** Whether a later file or a later import may still confirm what stands on one side alone. */
const canStillMatch = ({
  kind,
  items,
  closesItems,
}: Pick<FoundBreak, 'kind' | 'items' | 'closesItems'>): boolean =>
  kind === 'missing_in_ledger' || (items.length > 0 && !closesItems && kind !== 'ambiguous');

/** Why nobody needs to resolve a break any more; null while it is open to people. */
export const settledRefusal = ({ breakId, resolvedOn, matchedIn }: FoundBreak) => {
  if (resolvedOn !== null) return reject('break_settled', { breakId, resolvedOn });
  if (matchedIn !== null) return reject('break_matched_elsewhere', { breakId, matchedIn });
  return null;
};

/** Whether an amount is a part of another, or all of it: not of the other sign and no larger. */
const isWithin = (amount: number, whole: number): boolean =>
  amount === 0 || (Math.sign(amount) === Math.sign(whole) && Math.abs(amount) <= Math.abs(whole));

/**
 * Why a resolution does not fit the break as it stands; null when it does. Judged
 * under both signatures: what a break comes to, and what becomes of a refund, may
 * change between them.
 */
const standingRefusal = (
  found: FoundBreak,
  resolution: BreakResolution,
  { refund }: NamedInProposal,
) => {
  const { breakId, difference } = found;
  if (resolution.kind === 'refund') {
    return refund === undefined ? null : refundRefusal(found, resolution.refundId, refund);
  }
  if (resolution.kind !== 'write_off' || difference === null) return null;
  if (isWithin(resolution.amount, difference.amount)) return null;
  const amount = { amount: resolution.amount, currency: difference.currency };
  return reject('write_off_beyond_difference', { breakId, amount, difference });
};

const proposalRefusal = (
  found: FoundBreak,
  resolution: BreakResolution,
  { parts }: NamedInProposal,
) => {
  const { breakId } = found;
  const why = obstacleTo(found, resolution.kind);
  if (why !== null) {
    const possible = RESOLUTION_KINDS.filter((kind) => obstacleTo(found, kind) === null);
    return reject('resolution_not_possible', { breakId, kind: resolution.kind, why, possible });
  }
  if (resolution.kind === 'matched_by_hand' && parts !== undefined) {
    return handMatchRefusal(found, resolution, parts);
  }
  return null;
};

const refusalOf = (
  found: FoundBreak,
  named: NamedInProposal,
  command: BreakCommand,
  state: BreakState,
) => {
  switch (command.type) {
    case 'ProposeResolution': {
      const { resolution } = command.data;
      const settled = settledRefusal(found);
      if (settled !== null || state.status !== 'open') return settled;
      return proposalRefusal(found, resolution, named) ?? standingRefusal(found, resolution, named);
    }
    case 'ApproveResolution': {
      const settled = settledRefusal(found);
      if (settled !== null || state.status !== 'proposed') return settled;
      return standingRefusal(found, state.resolution, named);
    }
    default:
      return null;
  }
};

/**
 * The work on a break that matching has found: beside the rules of the work
 * itself, what a later file or a match by hand has settled is not resolved again.
 */
export const breakAsFound = (
  found: FoundBreak,
  named: NamedInProposal = {},
): Aggregate<BreakState, BreakCommand, BreakEvent, BreakRejection> => ({
  ...breakCase,
  decide: (command, state): Decision<BreakEvent, BreakRejection> => {
    const refusal = refusalOf(found, named, command, state);
    return refusal ?? breakCase.decide(command, state);
  },
});
