import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { HISTORY_HEADER, historyRowText } from '@chobo/fixtures/statements/historyCsv';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { Benchmark, Figure } from './benchmark.ts';
import { runCommand } from './command.ts';

const SIZES = [100_000, 1_000_000];
/** A card is topped up now and then; a history of one row per card would be none. */
const ROWS_PER_CARD = 4;
const AMOUNTS = [1_000, 2_000, 3_000, 5_000, 10_000];
const FIRST = Date.parse('2026-09-01T00:00:00+09:00');

async function* historyText(rows: number): AsyncGenerator<string> {
  yield `${HISTORY_HEADER}\n`;
  const cards = Math.ceil(rows / ROWS_PER_CARD);
  for (let start = 0; start < rows; start += 1_000) {
    let text = '';
    for (let n = start; n < Math.min(rows, start + 1_000); n += 1) {
      text += historyRowText({
        topUpId: `tu-bench-${String(n).padStart(9, '0')}`,
        // Spread over the file, as the cards of a real one are.
        card: cardNumber((n * 7_919) % cards),
        amount: AMOUNTS[n % AMOUNTS.length] ?? 1_000,
        paidAt: new Date(FIRST + n * 5_000).toISOString(),
      });
    }
    yield text;
    await Promise.resolve();
  }
}

/** The floor: the bare COPY of the file's rows into a table with a key. */
const copyAlone = async (pool: Pool, file: string): Promise<number> => {
  const begun = performance.now();
  const client = await pool.connect();
  try {
    await client.query(
      `create table plain_rows (${HISTORY_HEADER.split(',').join(' text,')} text)`,
    );
    const copy = client.query(copyFrom('copy plain_rows from stdin (format csv, header)'));
    await pipeline(createReadStream(file), copy);
    await client.query('alter table plain_rows add primary key (top_up_id)');
  } finally {
    client.release();
  }
  return (performance.now() - begun) / 1_000;
};

/**
 * `history import` as it is given on the command line, start and end of the
 * process and the views' catching up included; then the same file again.
 */
export const historyImport: Benchmark = {
  name: 'history-import',
  run: async ({ freshDatabase, progress }) => {
    const figures: Figure[] = [];
    for (const rows of SIZES) {
      const folder = await mkdtemp(path.join(tmpdir(), 'chobo-bench-'));
      try {
        const { url, pool } = await freshDatabase();
        const file = path.join(folder, 'history.csv');
        await pipeline(Readable.from(historyText(rows)), createWriteStream(file));
        progress(`history import: COPY of ${rows} rows`);
        const floor = await copyAlone(pool, file);
        await runCommand(url, folder, [
          'catalogue',
          'publish',
          'fixtures/catalogue/harbor-mobile.json',
        ]);
        const args = ['history', 'import', file, '--source', 'harbor', '--brand', 'harbor-mobile'];
        const name = `history import, ${rows.toLocaleString('en-US')} rows`;
        progress(name);
        const first = await runCommand(url, folder, args);
        progress(`${name}, again`);
        const again = await runCommand(url, folder, args);
        figures.push(
          { name, unit: 'rows/s', value: rows / first.seconds, floor: rows / floor },
          { name: `${name}, memory`, unit: 'MB', value: first.peakMb, floor: null },
          {
            name: `${name}, again`,
            unit: 'rows/s',
            value: rows / again.seconds,
            floor: rows / floor,
          },
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return figures;
  },
};
