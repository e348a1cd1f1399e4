import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { PoolClient } from 'pg';

import { digestOutcome } from './digest.ts';
import { openEngine } from './engine/engine.ts';
import { matchExactly } from './exactRoad.ts';
import { giveInput } from './giveInput.ts';
import { countLeftovers } from './leftovers.ts';
import type { RunKey } from './runKey.ts';
import { storeOutcome } from './storeOutcome.ts';

/** What a run came to. */
export type ComputedRun = { readonly counts: RunCounts; readonly digest: string };

/**
 * Computes one run in the caller's transaction and writes its rows under its
 * number: the exact pass as SQL over the staged lines, and only what is left
 * through the pure engine.
 *
 * It looks at the current runs of earlier days, so the caller holds the
 * source's lock and the projections are at the head.
 */
export const computeRun = async (client: PoolClient, run: RunKey): Promise<ComputedRun> => {
  const exactBySql = await matchExactly(client, run);
  const engine = openEngine(await countLeftovers(client, run));
  try {
    await giveInput(client, run, engine);
    const matched = await engine.match(run, exactBySql);
    await storeOutcome(client, run, engine, matched);
    return { counts: matched.counts, digest: await digestOutcome(client, run, engine) };
  } finally {
    await engine.close();
  }
};
