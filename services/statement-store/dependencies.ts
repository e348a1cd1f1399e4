import type { EventStore, Position } from '@chobo/event-store/port';
import { readCheckpoints } from '@chobo/projections/runner/checkpoints';
import { allReached } from '@chobo/projections/runner/progress';
import type { Pool, PoolClient } from 'pg';

import type { SourceLock } from './sourceLock.ts';

/** What receiving and matching statements needs from outside. */
export type StatementStoreDependencies = {
  readonly pool: Pool;
  readonly store: EventStore;
  /** Waiting until the views hold what was written; false when the time is over first. */
  readonly projections: {
    readonly waitFor: (position: Position, timeoutMs: number) => Promise<boolean>;
    readonly waitForHead: (timeoutMs: number) => Promise<boolean>;
  };
  /** Epoch ms. */
  readonly clock: () => number;
  /** A new unique id, lower-case. */
  readonly newId: () => string;
  /** The lock of the source that is worked on, from when it is held: asked before anything is recorded. */
  readonly lock?: SourceLock;
  /** How long to wait for a source that somebody else is at, in ms; without end unless said. */
  readonly sourcePatienceMs?: number;
  /** How long the views may lag before the work gives up, in ms; `VIEWS_TIMEOUT_MS` unless said. */
  readonly viewsPatienceMs?: number;
};

/** How long a reading of the views may lag before the work gives up, in milliseconds. */
export const VIEWS_TIMEOUT_MS = 600_000;

/** The views did not reach the log in time, so nothing that depends on them was begun. */
export class ViewsBehind extends Error {
  readonly code = 'views_behind';
  constructor() {
    super(
      'The views are not up to date with the events yet; nothing was changed. Try again in a moment.',
    );
    this.name = 'ViewsBehind';
  }
}

/**
 * @returns how far the views stand at least
 * @throws ViewsBehind
 */
export const untilViewsAreAtHead = async ({
  store,
  projections,
  viewsPatienceMs = VIEWS_TIMEOUT_MS,
}: Pick<
  StatementStoreDependencies,
  'store' | 'projections' | 'viewsPatienceMs'
>): Promise<Position> => {
  const head = await store.head();
  if (!(await projections.waitForHead(viewsPatienceMs))) throw new ViewsBehind();
  return head;
};

/** @throws ViewsBehind */
export const untilViewsReach = async (
  projections: StatementStoreDependencies['projections'],
  position: Position,
): Promise<void> => {
  if (!(await projections.waitFor(position, VIEWS_TIMEOUT_MS))) throw new ViewsBehind();
};

/** The projections whose tables matching reads. */
const READ_VIEWS = ['reconciliation-items', 'statements', 'reconciliation-days'];

/**
 * Keeps the tables that matching reads for the rest of the transaction: they may
 * have been emptied since somebody waited for them, and nobody empties them now.
 * All at once and in the order in which a rebuild drops them, so that the two
 * never wait for each other.
 *
 * @throws ViewsBehind when they are being made anew or do not reach `upTo`
 */
export const holdViews = async (client: PoolClient, upTo: Position): Promise<void> => {
  await client.query(
    `lock table views.reconciliation_items, views.statements, views.reconciliation_days,
       views.reconciliation_runs, views.line_outcomes, views.findings, views.finding_items,
       views.run_effects in access share mode`,
  );
  const checkpoints = await readCheckpoints(client, READ_VIEWS);
  if (!allReached(READ_VIEWS, upTo)(checkpoints)) throw new ViewsBehind();
};
