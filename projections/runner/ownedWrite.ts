import type { Pool, PoolClient } from 'pg';

import { VIEWS } from './ownership.ts';
import type { Ownership, OwnershipKey } from './ownership.ts';

/** "chob" and "rows": being in the middle of writing views. */
const WRITING: OwnershipKey = [0x63686f62, 0x726f7773];

/** Another process writes the views: this one stops. */
export class NotTheOwner extends Error {
  constructor(reason: string) {
    super(`Another process writes the views: ${reason}`);
    this.name = 'NotTheOwner';
  }
}

/**
 * Begins to write views in the caller's transaction. An owner that was silent
 * for too long, and does not know that another has taken over, finds out here:
 * with the lock that is taken first, either it is seen by `endFormerWrites` of
 * the next owner, or it sees that there is one.
 *
 * @throws NotTheOwner
 */
export const beginOwnedWrite = async (
  sql: PoolClient,
  { session }: Pick<Ownership, 'session'>,
): Promise<void> => {
  await sql.query('select pg_advisory_xact_lock_shared($1, $2)', [...WRITING]);
  const { rowCount } = await sql.query(
    `select from pg_locks where locktype = 'advisory' and granted and pid = $1
       and classid = $2 and objid = $3 and objsubid = 2
       and database = (select oid from pg_database where datname = current_database())`,
    [session, ...VIEWS],
  );
  if (rowCount === 0) throw new NotTheOwner('ownership was lost');
};

/**
 * Ends what a former owner is in the middle of writing: a process that stands
 * still keeps its rows locked for as long as its connection lives. Called by
 * the owner before it writes.
 */
export const endFormerWrites = async (pool: Pool): Promise<number> => {
  const { rowCount } = await pool.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and classid = $1 and objid = $2 and objsubid = 2
       and database = (select oid from pg_database where datname = current_database())`,
    [...WRITING],
  );
  return rowCount ?? 0;
};
