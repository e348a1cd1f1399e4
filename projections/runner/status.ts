import type { Position } from '@chobo/event-store/port';

import type { Checkpoint, ProjectionFailure } from './checkpoints.ts';

/** `absent` was never made; `loading` is being filled; `failing` stands still at an event. */
export type ProjectionState = 'absent' | 'loading' | 'failing' | 'following';

export type ProjectionStatus = {
  readonly name: string;
  readonly state: ProjectionState;
  readonly position: Position | null;
  readonly failure: ProjectionFailure | null;
};

/** How the views stand, as any process sees them in the database. */
export type RunnerStatus = {
  /** Whether this process is the one that writes them. */
  readonly owner: boolean;
  readonly head: Position;
  /** True when nothing is missing, failing or further behind than a moment. */
  readonly ready: boolean;
  readonly projections: readonly ProjectionStatus[];
};

/** Behind the head, but moved this short a while ago: simply at work. */
const AT_WORK_MS = 5_000;

const stateOf = (checkpoint: Checkpoint | undefined): ProjectionState => {
  if (checkpoint === undefined) return 'absent';
  if (checkpoint.failure !== null) return 'failing';
  return checkpoint.loading || checkpoint.rebuildRequested ? 'loading' : 'following';
};

/**
 * Judges the checkpoints against the head of the log.
 *
 * @param nowMs epoch ms by the clock that writes `updated_at`
 */
export const statusOf = (
  names: readonly string[],
  checkpoints: readonly Checkpoint[],
  seen: { readonly owner: boolean; readonly head: Position; readonly nowMs: number },
): RunnerStatus => {
  const byName = new Map(checkpoints.map((checkpoint) => [checkpoint.projection, checkpoint]));
  const isNear = ({ position, updatedAtMs }: Checkpoint): boolean =>
    position >= seen.head || seen.nowMs - updatedAtMs < AT_WORK_MS;
  const projections = names.map((name): ProjectionStatus => {
    const checkpoint = byName.get(name);
    return {
      name,
      state: stateOf(checkpoint),
      position: checkpoint?.position ?? null,
      failure: checkpoint?.failure ?? null,
    };
  });
  return {
    owner: seen.owner,
    head: seen.head,
    ready:
      projections.every((projection) => projection.state === 'following') &&
      checkpoints.every(isNear),
    projections,
  };
};

/**
 * How much of the log lies before a position, from 0 to 1: an estimate for
 * progress bars, as positions may have gaps. Nothing is decided by it.
 */
export const shareOf = (position: Position, head: Position): number => {
  const place = (value: Position): number => Number.parseInt(value.slice(0, 16), 16);
  return place(head) === 0 ? 1 : Math.min(place(position) / place(head), 1);
};
