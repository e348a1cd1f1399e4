import type { PoolClient, QueryResultRow } from 'pg';

/** Rows that are held at a time: they are worked on within milliseconds. */
const BATCH = 2_000;

let cursors = 0;

/**
 * The rows of a query, some at a time, in the caller's transaction. However
 * many there are, other work of this process goes on in between.
 */
export async function* inBatches<Row extends QueryResultRow>(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  cursors += 1;
  const cursor = `batches_${cursors}`;
  await client.query(`declare ${cursor} no scroll cursor for ${text}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${BATCH} from ${cursor}`);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) break;
  }
  await client.query(`close ${cursor}`);
}
