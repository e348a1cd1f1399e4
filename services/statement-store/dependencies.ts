import type { EventStore, Position } from '@chobo/event-store/port';
import type { Pool } from 'pg';

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

/** @throws ViewsBehind */
export const untilViewsAreAtHead = async (
  projections: StatementStoreDependencies['projections'],
): Promise<void> => {
  if (!(await projections.waitForHead(VIEWS_TIMEOUT_MS))) throw new ViewsBehind();
};

/** @throws ViewsBehind */
export const untilViewsReach = async (
  projections: StatementStoreDependencies['projections'],
  position: Position,
): Promise<void> => {
  if (!(await projections.waitFor(position, VIEWS_TIMEOUT_MS))) throw new ViewsBehind();
};
