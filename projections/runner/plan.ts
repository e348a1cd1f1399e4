import type { Position } from '@chobo/event-store/port';

import type { Checkpoint } from './checkpoints.ts';
import { definitionHash } from './definition.ts';
import type { Projection } from './projection.ts';

/** What the owner does next, seen from where the projections stand. */
export type Step =
  | { readonly do: 'create'; readonly projections: readonly Projection[] }
  | {
      readonly do: 'catch_up';
      readonly projections: readonly Projection[];
      readonly after: Position;
      readonly upTo: Position;
    }
  | { readonly do: 'index'; readonly projections: readonly Projection[] }
  | { readonly do: 'follow'; readonly after: Position };

/**
 * Decides the next step: tables that are missing, changed or asked for first;
 * then whoever is behind, alone, up to the next one that waits there; then the
 * indexes of what was loaded, and after these whoever leans on them; then all
 * of them together, live.
 *
 * @param head the end of the log, which projections aim at while all are loading
 */
export const nextStep = (
  projections: readonly Projection[],
  checkpoints: readonly Checkpoint[],
  head: Position,
): Step => {
  const stands = new Map(checkpoints.map((checkpoint) => [checkpoint.projection, checkpoint]));
  const standing: { projection: Projection; checkpoint: Checkpoint }[] = [];
  const missing: Projection[] = [];
  for (const projection of projections) {
    const checkpoint = stands.get(projection.name);
    if (
      checkpoint === undefined ||
      checkpoint.rebuildRequested ||
      checkpoint.definition !== definitionHash(projection.tableSql)
    ) {
      missing.push(projection);
    } else standing.push({ projection, checkpoint });
  }
  if (missing.length > 0) return { do: 'create', projections: missing };

  const ready = standing.filter(({ checkpoint }) => !checkpoint.loading);
  const target = last(ready.map(({ checkpoint }) => checkpoint.position)) ?? head;
  const loading = standing.filter(({ checkpoint }) => checkpoint.loading);
  const isLoading = new Set(loading.map(({ projection }) => projection.name));
  // Who leans on rows of others waits until these are complete with their indexes.
  const mayRun = ({ projection }: { readonly projection: Projection }): boolean =>
    !(projection.after ?? []).some((name) => isLoading.has(name));
  const behind = standing.filter((one) => one.checkpoint.position < target && mayRun(one));
  const after = first(behind.map(({ checkpoint }) => checkpoint.position));
  if (after !== undefined) {
    const slowest = behind.filter(({ checkpoint }) => checkpoint.position === after);
    const waiting = behind.map(({ checkpoint }) => checkpoint.position);
    return {
      do: 'catch_up',
      projections: slowest.map(({ projection }) => projection),
      after,
      upTo: first(waiting.filter((position) => position > after)) ?? target,
    };
  }
  const loaded = loading.filter(mayRun);
  if (loaded.length > 0) {
    return { do: 'index', projections: loaded.map(({ projection }) => projection) };
  }
  return { do: 'follow', after: target };
};

const first = (positions: readonly Position[]): Position | undefined =>
  positions.reduce<Position | undefined>(
    (least, position) => (least === undefined || position < least ? position : least),
    undefined,
  );

const last = (positions: readonly Position[]): Position | undefined =>
  positions.reduce<Position | undefined>(
    (greatest, position) => (greatest === undefined || position > greatest ? position : greatest),
    undefined,
  );
