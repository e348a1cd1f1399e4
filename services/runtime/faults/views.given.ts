import { allProjections } from '@chobo/projections/all';
import { reconciliationDays } from '@chobo/projections/reconciliation-days/projection';
import { statements } from '@chobo/projections/statements/projection';
import type { Pool } from 'pg';
import { expect } from 'vitest';

import type { Product } from './product.given.ts';

const recompute = (): Promise<never> => Promise.reject(new Error('nothing is computed here'));

/** Every table of every view. */
export const viewTables: readonly string[] = allProjections({
  reconciliation: [statements, reconciliationDays({ recompute })],
}).flatMap(({ tables }) => tables);

/** Rows of each table, and a digest of them that does not depend on their order. */
const contentOfViews = async (pool: Pool): Promise<Readonly<Record<string, string>>> => {
  const contents: Record<string, string> = {};
  for (const table of viewTables) {
    const { rows } = await pool.query<{ content: string }>(
      `select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as content
       from ${table} t`,
    );
    contents[table] = rows[0]?.content ?? '';
  }
  return contents;
};

/** What the views hold once they are complete is what a rebuild makes of the log, and it balances. */
export const expectSoundViews = async ({ command, database }: Product): Promise<void> => {
  expect(JSON.parse(await command(['verify', '--json']))).toMatchObject({ ok: true });
  const before = await contentOfViews(database());
  await command(['rebuild']);
  expect(await contentOfViews(database())).toEqual(before);
};
