import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { Pool, PoolClient } from 'pg';

/**
 * Notes that the days of a source from this one on are about to be run: after a
 * crash between two of them the note is all that tells that the later ones are
 * still to come. The caller holds the source's lock.
 *
 * @returns the first day to run, an earlier one when a note was left behind
 */
export const noteUnfinished = async (
  sql: Pool | PoolClient,
  source: string,
  from: BusinessDate,
): Promise<BusinessDate> => {
  const { rows } = await sql.query<{ date: BusinessDate }>(
    `insert into app.unfinished_matching as u (source, from_date) values ($1, $2)
     on conflict (source) do update set from_date = least(u.from_date, excluded.from_date)
     returning from_date as date`,
    [source, from],
  );
  return rows[0]?.date ?? from;
};

/** The first day of a source that an ended process left to be run; null when there is none. */
export const unfinishedFrom = async (
  sql: Pool | PoolClient,
  source: string,
): Promise<BusinessDate | null> => {
  const { rows } = await sql.query<{ date: BusinessDate }>(
    'select from_date as date from app.unfinished_matching where source = $1',
    [source],
  );
  return rows[0]?.date ?? null;
};

/**
 * The first day of a source that has a file and no run, as its process ended
 * between the two; null when there is none.
 */
export const firstDayWithoutRun = async (
  sql: Pool | PoolClient,
  source: string,
): Promise<BusinessDate | null> => {
  const { rows } = await sql.query<{ date: BusinessDate }>(
    `select business_date as date from views.reconciliation_days
     where source = $1 and run_no is null and state <> 'closed'
     order by business_date limit 1`,
    [source],
  );
  return rows[0]?.date ?? null;
};

/** All days from the noted one on have been run. */
export const forgetUnfinished = async (pool: Pool, source: string): Promise<void> => {
  await pool.query('delete from app.unfinished_matching where source = $1', [source]);
};
