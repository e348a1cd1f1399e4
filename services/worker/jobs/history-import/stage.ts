import { once } from 'node:events';
import { finished } from 'node:stream/promises';

import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { HistoryRow } from './historyRow.ts';

/**
 * Rows of the file on their way in: temporary, so that a killed import leaves
 * nothing, and collated "C", so that ids are compared byte by byte.
 */
const STAGED_ROWS = `
  create temporary table staged_rows (
    file_line int not null,
    top_up_id text collate "C" not null,
    iccid text collate "C" not null,
    channel text not null,
    method text not null,
    provider text collate "C" not null,
    reference text collate "C" not null,
    amount bigint not null,
    currency text not null,
    paid_at_ms bigint not null
  )`;

/** A COPY into `staged_rows` that takes rows as they are read. */
export type Staging = {
  /** Resolves when there is room for more. */
  readonly write: (rows: readonly HistoryRow[]) => Promise<void>;
  /** Resolves when all rows are there. */
  readonly end: () => Promise<void>;
};

/** Creates the temporary table on this connection and opens a COPY into it. */
export const openStaging = async (connection: PoolClient): Promise<Staging> => {
  await connection.query(`set temp_buffers = '32MB'`);
  await connection.query(STAGED_ROWS);
  const copy = connection.query(copyFrom('copy staged_rows from stdin'));
  // A failure comes out of `end`, or of the write that waits; never as an uncaught event.
  const done = finished(copy);
  done.catch(() => undefined);
  return {
    write: async (rows) => {
      if (rows.length === 0) return;
      if (!copy.write(rows.map(line).join(''))) await Promise.race([once(copy, 'drain'), done]);
    },
    end: async () => {
      copy.end();
      await done;
    },
  };
};

const line = (row: HistoryRow): string =>
  `${row.fileLine}\t${escaped(row.topUpId)}\t${row.iccid}\t${row.channel}\t${row.method}\t` +
  `${row.provider}\t${escaped(row.reference)}\t${row.amount}\t${row.currency}\t${row.paidAtMs}\n`;

/** Control characters never get here; of what COPY reads specially only the backslash is left. */
const escaped = (text: string): string =>
  text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
