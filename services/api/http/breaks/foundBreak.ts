import type { Pool } from 'pg';

import type { OnBreak } from '@chobo/domain/break/commands';
import type { BreakResolution } from '@chobo/domain/break/events';
import type { FoundBreak, NamedInProposal } from '@chobo/domain/break/found';
import type { NamedRefund } from '@chobo/domain/break/refund';
import { namedParts } from '@chobo/projections/breaks/candidates';
import { findWorkOnGone, type WorkOnGone } from '@chobo/projections/breaks/leftBehind';
import { findProposal, type ListedProposal } from '@chobo/projections/breaks/proposals';
import { breaksWithRefund } from '@chobo/projections/breaks/queries';
import { findBreak, type ListedBreak } from '@chobo/projections/reconciliation-days/queries';
import { refundsOfId } from '@chobo/projections/refunds/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import type { WorkedOn } from './dayOfBreak.ts';
import { moneyOrNull } from '../schemas/values.ts';

/** How long a break that no view has is waited for. */
const VIEWS_PATIENCE_MS = 2_000;

type Means = Pick<ApiDependencies, 'pool' | 'runner'>;

/** Looks again once the views are at the head: what was found a moment ago may not be in them yet. */
const lookTwice = async <Found>(
  { runner }: Means,
  look: () => Promise<Found | null>,
): Promise<Found | null> =>
  (await look()) ?? ((await runner.waitForHead(VIEWS_PATIENCE_MS)) ? look() : null);

/** A break of a day's current run. @throws Problem `break_not_found` */
export const breakOrProblem = async (means: Means, id: string): Promise<ListedBreak> => {
  const found = await lookTwice(means, () => findBreak(means.pool, id));
  if (found === null) throw new Problem('break_not_found');
  return found;
};

/** A proposal of a day's current run. @throws Problem `proposal_not_found` */
export const proposalOrProblem = async (means: Means, id: string): Promise<ListedProposal> => {
  const found = await lookTwice(means, () => findProposal(means.pool, id));
  if (found === null) throw new Problem('proposal_not_found');
  return found;
};

/**
 * What work is taken back from: a break of a current run, or one that no run has
 * any more. The work on that stands all the same, with what it posted.
 *
 * @throws Problem `break_not_found`
 */
export const workedOnOrProblem = async (means: Means, id: string): Promise<WorkedOn> => {
  const found = await lookTwice(
    means,
    async () =>
      (await findBreak(means.pool, id)) ?? withoutItems(await findWorkOnGone(means.pool, id)),
  );
  if (found === null) throw new Problem('break_not_found');
  return found;
};

/** Likewise of proposals. @throws Problem `proposal_not_found` */
export const proposalWorkOrProblem = async (
  means: Means,
  id: string,
): Promise<WorkedOn & { readonly isWaiting: boolean }> => {
  const found = await lookTwice(means, async () => {
    const proposal = await findProposal(means.pool, id);
    if (proposal === null) {
      const gone = await findWorkOnGone(means.pool, id);
      return gone && { ...withoutItems(gone), isWaiting: gone.status === 'proposed' };
    }
    const { source, date, itemIds, work } = proposal;
    return { breakId: id, source, date, itemIds, isWaiting: work?.status === 'proposed' };
  });
  if (found === null) throw new Problem('proposal_not_found');
  return found;
};

/** Which items were its own, no run tells any more: a match by hand names all that it took. */
const withoutItems = <Gone extends WorkOnGone | null>(gone: Gone) =>
  gone && { ...gone, itemIds: [] };

/** Which break a command is about. */
export const onBreak = ({ breakId, source, date }: OnBreak): OnBreak => ({
  breakId,
  source,
  date,
});

/** A break as the rules judge it. */
export const asFound = (found: ListedBreak): FoundBreak => ({
  breakId: found.breakId,
  kind: found.kind,
  items: found.itemIds,
  lines: found.fileLines,
  difference: moneyOrNull(found.difference, found.currency),
  closesItems: found.closesItems,
  resolvedOn: found.resolvedOn,
  matchedIn: found.matchedIn,
});

/** A refund as it stands, and whether another break counts on it; null when there is none. */
const namedRefund = async (
  pool: Pool,
  { breakId, itemIds }: ListedBreak,
  refundId: string,
): Promise<NamedRefund | null> => {
  const known = await refundsOfId(pool, refundId);
  // Where accounts share an id, the one that is meant is of the break.
  const refund = known.find(({ topUpId }) => itemIds.includes(topUpId)) ?? known[0];
  if (refund === undefined) return null;
  const { topUpId, state } = refund;
  const holders = await breaksWithRefund(pool, refundId);
  const heldBy = holders.find((holder) => holder.breakId !== breakId) ?? null;
  return { refundId, topUpId, state, heldBy };
};

/** Looks up what a resolution names, for the rules to judge it by. */
export const namedInProposal = async (
  pool: Pool,
  found: ListedBreak,
  resolution: BreakResolution,
): Promise<NamedInProposal> => {
  if (resolution.kind === 'matched_by_hand') {
    return { parts: await namedParts(pool, found, resolution) };
  }
  if (resolution.kind === 'refund') {
    return { refund: await namedRefund(pool, found, resolution.refundId) };
  }
  return {};
};

/** Looks up what a proposal that waits names: it may have changed since it was proposed. */
export const namedInApproval = async (pool: Pool, found: ListedBreak): Promise<NamedInProposal> => {
  const resolution = found.work?.resolution ?? null;
  return resolution === null ? {} : namedInProposal(pool, found, resolution);
};
