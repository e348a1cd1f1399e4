import { viewRows } from '@chobo/projections/viewRows.given';
import { expect } from 'vitest';

import type { Product } from './product.given.ts';

/** What the views hold once they are complete is what a rebuild makes of the log, and it balances. */
export const expectSoundViews = async ({ command, database }: Product): Promise<void> => {
  expect(JSON.parse(await command(['verify', '--json']))).toMatchObject({ ok: true });
  const before = await viewRows(database());
  await command(['rebuild']);
  expect(await viewRows(database())).toEqual(before);
};
