import { describe, expect, test } from 'vitest';

import type { Checkpoint } from './checkpoints.ts';
import { definitionHash } from './definition.ts';
import { positionOf } from './events.given.ts';
import { nextStep } from './plan.ts';
import type { Projection } from './projection.ts';

const projection = (name: string, ...after: readonly string[]): Projection => ({
  name,
  tables: [],
  tableSql: `create table ${name}`,
  types: [],
  project: () => Promise.resolve(),
  after,
});

const at = (of: Projection, n: number, change: Partial<Checkpoint> = {}): Checkpoint => ({
  projection: of.name,
  position: positionOf(n),
  definition: definitionHash(of.tableSql),
  loading: false,
  rebuildRequested: false,
  updatedAtMs: 0,
  failure: null,
  ...change,
});

const a = projection('a');
const b = projection('b');
const leansOnA = projection('leans-on-a', 'a');

describe('the next step of the owner', () => {
  test('is to create what was never made, has changed or is asked for', () => {
    const c = projection('c');
    const checkpoints = [
      at(b, 5, { definition: 'another' }),
      at(c, 5, { rebuildRequested: true }),
      at(leansOnA, 5),
    ];
    expect(nextStep([a, b, c, leansOnA], checkpoints, positionOf(5))).toEqual({
      do: 'create',
      projections: [a, b, c],
    });
  });

  test('brings new ones together to the head when there is nobody to catch up with', () => {
    const checkpoints = [at(a, 0, { loading: true }), at(b, 0, { loading: true })];
    expect(nextStep([a, b], checkpoints, positionOf(9))).toEqual({
      do: 'catch_up',
      projections: [a, b],
      after: positionOf(0),
      upTo: positionOf(9),
    });
  });

  test('lets the slowest go alone, up to the next one', () => {
    const c = projection('c');
    expect(nextStep([a, b, c], [at(a, 8), at(b, 2), at(c, 5)], positionOf(9))).toEqual({
      do: 'catch_up',
      projections: [b],
      after: positionOf(2),
      upTo: positionOf(5),
    });
  });

  test('builds the indexes of what has been filled', () => {
    const checkpoints = [at(a, 8), at(b, 8, { loading: true })];
    expect(nextStep([a, b], checkpoints, positionOf(9))).toEqual({ do: 'index', projections: [b] });
  });

  test('completes what others lean on before these begin', () => {
    const filled = at(a, 9, { loading: true });
    const waiting = at(leansOnA, 0, { loading: true });
    const all = [a, leansOnA];
    expect(nextStep(all, [at(a, 0, { loading: true }), waiting], positionOf(9))).toMatchObject({
      do: 'catch_up',
      projections: [a],
    });
    expect(nextStep(all, [filled, waiting], positionOf(9))).toMatchObject({
      do: 'index',
      projections: [a],
    });
    expect(nextStep(all, [at(a, 9), waiting], positionOf(9))).toMatchObject({
      do: 'catch_up',
      projections: [leansOnA],
      upTo: positionOf(9),
    });
  });

  test('follows the log when all stand together', () => {
    expect(nextStep([a, b], [at(a, 8), at(b, 8)], positionOf(9))).toEqual({
      do: 'follow',
      after: positionOf(8),
    });
    expect(nextStep([], [], positionOf(9))).toEqual({ do: 'follow', after: positionOf(9) });
  });
});
