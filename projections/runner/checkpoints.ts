import type { Position } from '@chobo/event-store/port';
import type { Pool, PoolClient } from 'pg';

/** The event at which a projection stands still, and why. */
export type ProjectionFailure = {
  readonly position: Position;
  readonly stream: string;
  readonly type: string;
  readonly message: string;
};

/** How far a projection has come. */
export type Checkpoint = {
  readonly projection: string;
  /** Everything up to here is in its tables. */
  readonly position: Position;
  /** Hash of the table.sql that made its tables. */
  readonly definition: string;
  /** True while it is filled from the beginning and its indexes are not there. */
  readonly loading: boolean;
  /** Somebody asked for a rebuild that has not begun. */
  readonly rebuildRequested: boolean;
  readonly updatedAtMs: number;
  readonly failure: ProjectionFailure | null;
};

type CheckpointRow = {
  projection: string;
  position: Position;
  definition: string;
  loading: boolean;
  rebuild_requested: boolean;
  updated_at: Date;
  failure: ProjectionFailure | null;
};

const UNDEFINED_TABLE = '42P01';

/** Creates schema and table; only the owner calls it, so two never race. */
export const createCheckpointTable = async (sql: Pool | PoolClient): Promise<void> => {
  await sql.query(`
    create schema if not exists views;
    create table if not exists views.checkpoints (
      projection text collate "C" primary key,
      position text collate "C" not null,
      definition text not null,
      loading boolean not null,
      rebuild_requested boolean not null default false,
      failure jsonb,
      updated_at timestamptz not null default now()
    ) with (fillfactor = 50)`);
};

/** The checkpoints of the named projections; those that never ran have none. */
export const readCheckpoints = async (
  sql: Pool | PoolClient,
  projections: readonly string[],
): Promise<readonly Checkpoint[]> => {
  try {
    const { rows } = await sql.query<CheckpointRow>(
      `select projection, position, definition, loading, rebuild_requested, updated_at, failure
         from views.checkpoints where projection = any($1)`,
      [projections],
    );
    return rows.map((row) => ({
      projection: row.projection,
      position: row.position,
      definition: row.definition,
      loading: row.loading,
      rebuildRequested: row.rebuild_requested,
      updatedAtMs: row.updated_at.getTime(),
      failure: row.failure,
    }));
  } catch (error) {
    // Before the first owner has started anywhere there is no table.
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
};

/** The tables of a projection have just been made anew. */
export const writeFreshCheckpoint = async (
  sql: PoolClient,
  checkpoint: Pick<Checkpoint, 'projection' | 'position' | 'definition'>,
): Promise<void> => {
  await sql.query(
    `insert into views.checkpoints (projection, position, definition, loading)
     values ($1, $2, $3, true)
     on conflict (projection) do update
       set position = excluded.position, definition = excluded.definition, loading = true,
           rebuild_requested = false, failure = null, updated_at = now()`,
    [checkpoint.projection, checkpoint.position, checkpoint.definition],
  );
};

/**
 * Moves checkpoints on, from exactly where the writer believes them to be.
 *
 * @returns false when one of them is elsewhere: another owner is at work
 */
export const moveCheckpoints = async (
  sql: PoolClient,
  projections: readonly string[],
  from: Position,
  to: Position,
): Promise<boolean> => {
  const { rowCount } = await sql.query(
    `update views.checkpoints set position = $3, failure = null, updated_at = now()
      where projection = any($1) and position = $2`,
    [projections, from, to],
  );
  return rowCount === projections.length;
};

/** Loading is over: the indexes are there. */
export const endLoading = async (sql: PoolClient, projection: string): Promise<void> => {
  await sql.query(
    `update views.checkpoints set loading = false, updated_at = now() where projection = $1`,
    [projection],
  );
};

/** Asks whoever owns the projections to make these anew. */
export const requestRebuild = async (sql: Pool, projections: readonly string[]): Promise<void> => {
  await sql.query(
    `update views.checkpoints set rebuild_requested = true where projection = any($1)`,
    [projections],
  );
};

/** Leaves word, for any process that asks, of the event at which a projection stands still. */
export const recordFailure = async (
  sql: Pool,
  projection: string,
  failure: ProjectionFailure,
): Promise<void> => {
  await sql.query(`update views.checkpoints set failure = $2 where projection = $1`, [
    projection,
    JSON.stringify(failure),
  ]);
};
