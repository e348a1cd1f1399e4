import { START } from '@chobo/event-store/port';

import { endLoading, writeFreshCheckpoint } from './checkpoints.ts';
import { definitionHash, definitionOf } from './definition.ts';
import type { Projection } from './projection.ts';
import { beginOwnedWrite } from './ownedWrite.ts';
import { inTransaction } from './transaction.ts';
import type { Group } from './writeBatch.ts';

type Owned = Pick<Group, 'pool' | 'ownership'>;

/** Makes the tables of a projection anew and puts its checkpoint at the start, in one transaction. */
export const createTables = async (
  { pool, ownership }: Owned,
  projection: Projection,
): Promise<void> =>
  inTransaction(pool, async (sql) => {
    await beginOwnedWrite(sql, ownership);
    for (const table of projection.tables) await sql.query(`drop table if exists ${table}`);
    for (const statement of definitionOf(projection.tableSql).tables) await sql.query(statement);
    await writeFreshCheckpoint(sql, {
      projection: projection.name,
      position: START,
      definition: definitionHash(projection.tableSql),
    });
  });

/**
 * Builds the indexes of a projection that has been filled, and the statistics
 * that the planner chooses them by. One sort over all rows costs a fraction of
 * putting each row into its place.
 */
export const createIndexes = async (
  { pool, ownership }: Owned,
  projection: Projection,
): Promise<void> =>
  inTransaction(pool, async (sql) => {
    await beginOwnedWrite(sql, ownership);
    await sql.query(`set local maintenance_work_mem = '256MB'`);
    for (const statement of definitionOf(projection.tableSql).indexes) await sql.query(statement);
    for (const table of projection.tables) await sql.query(`analyze ${table}`);
    await endLoading(sql, projection.name);
  });
