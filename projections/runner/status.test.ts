import { expect, test } from 'vitest';

import type { Checkpoint } from './checkpoints.ts';
import { positionOf } from './events.given.ts';
import { shareOf, statusOf } from './status.ts';

const checkpoint = (projection: string, change: Partial<Checkpoint> = {}): Checkpoint => ({
  projection,
  position: positionOf(8),
  definition: '',
  loading: false,
  rebuildRequested: false,
  updatedAtMs: 0,
  failure: null,
  ...change,
});
const seen = { owner: false, head: positionOf(8), nowMs: 10_000 };

test('the views are ready when all stand at the head', () => {
  expect(statusOf(['a'], [checkpoint('a')], seen).ready).toBe(true);
});

test('behind the head they are ready only while they move', () => {
  const head = positionOf(9);
  const still = checkpoint('a');
  const moving = checkpoint('a', { updatedAtMs: 9_000 });
  expect(statusOf(['a'], [still], { ...seen, head }).ready).toBe(false);
  expect(statusOf(['a'], [moving], { ...seen, head }).ready).toBe(true);
});

test('what is missing, being filled or standing still is named and not ready', () => {
  const failure = { position: positionOf(9), stream: 's', type: 'T', message: 'm' };
  const status = statusOf(
    ['a', 'b', 'c', 'd'],
    [
      checkpoint('b', { loading: true }),
      checkpoint('c', { failure }),
      checkpoint('d', { rebuildRequested: true }),
    ],
    seen,
  );
  expect(status.projections.map(({ name, state }) => [name, state])).toEqual([
    ['a', 'absent'],
    ['b', 'loading'],
    ['c', 'failing'],
    ['d', 'loading'],
  ]);
  expect(status.ready).toBe(false);
});

test('the share of the log runs from 0 to 1', () => {
  expect(shareOf(positionOf(0), positionOf(8))).toBe(0);
  expect(shareOf(positionOf(2), positionOf(8))).toBe(0.25);
  expect(shareOf(positionOf(9), positionOf(8))).toBe(1);
  expect(shareOf(positionOf(0), positionOf(0))).toBe(1);
});
