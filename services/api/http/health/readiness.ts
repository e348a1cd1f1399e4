import { setTimeout } from 'node:timers/promises';

import type { ProjectionState, RunnerStatus } from '@chobo/projections/runner/status';

import type { ApiDependencies } from '../../dependencies.ts';
import type { Space } from '../../plugins/space.ts';

/** One part of the server and whether it can do its work now. */
export type PartState =
  { readonly ready: true } | { readonly ready: false; readonly reason: string };

export type Readiness = {
  readonly database: PartState;
  readonly eventStore: PartState;
  readonly projections: PartState;
};

/** How long a part may take to answer before it counts as away. */
const ANSWER_WITHIN_MS = 2_000;

const READY: PartState = { ready: true };

const notReady = (reason: string): PartState => ({ ready: false, reason });

/** The question's answer, or silence in words of our own: those of an error may name hosts. */
const ask = async (question: () => Promise<PartState>, silence: string): Promise<PartState> => {
  const stop = new AbortController();
  const late = setTimeout(ANSWER_WITHIN_MS, notReady(silence), { signal: stop.signal });
  try {
    return await Promise.race([question(), late]);
  } catch {
    return notReady(silence);
  } finally {
    stop.abort();
    late.catch(() => undefined);
  }
};

/** What keeps the views from being read, the worst first. */
const viewsState = ({ ready, projections }: RunnerStatus): PartState => {
  if (ready) return READY;
  const inState = (state: ProjectionState): string | null => {
    const names = projections.filter((view) => view.state === state).map(({ name }) => name);
    return names.length === 0 ? null : names.join(', ');
  };
  const failing = inState('failing');
  if (failing !== null) return notReady(`stand still at an event: ${failing}`);
  const unbuilt = inState('absent') ?? inState('loading');
  if (unbuilt !== null) return notReady(`being built: ${unbuilt}`);
  return notReady('behind the events');
};

/** Asks each part; a part that is away does not keep the others from being asked. */
export const readiness = async ({
  pool,
  store,
  runner,
  space,
}: Pick<ApiDependencies, 'pool' | 'store' | 'runner'> & {
  readonly space: Space;
}): Promise<Readiness> => {
  const [database, eventStore, projections] = await Promise.all([
    ask(async () => {
      await pool.query('SELECT 1');
      return (await space.isThere()) ? READY : notReady('its disk is full');
    }, 'does not answer'),
    ask(async () => {
      await store.head();
      return READY;
    }, 'does not answer'),
    ask(async () => viewsState(await runner.status()), 'unknown while a store does not answer'),
  ]);
  return { database, eventStore, projections };
};
