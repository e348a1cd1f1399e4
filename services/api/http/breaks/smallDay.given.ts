import { randomUUID } from 'node:crypto';

import { harborCatalogue } from '@chobo/fixtures/statements/harborSource';
import { publishDocuments } from '@chobo/runtime/catalogue';
import { shop, type Shop } from '@chobo/statement-store/shop.given';

import { NOW_MS, type TestApp } from '../../app.given.ts';

/** A break as lists tell it. */
export type ListedBreak = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
  readonly difference: { readonly amount: number; readonly currency: string } | null;
  readonly matchedIn: string | null;
};

export type SmallDay = {
  readonly harbor: Shop;
  /** The break that names an item of the shop, by its id there. */
  readonly breakOf: (item: string) => Promise<ListedBreak>;
  /** The break of a line of the 18th that no item was found for, by its reference in the file. */
  readonly lineBreak: (line: number) => Promise<ListedBreak>;
  readonly list: (filter: object, after?: string) => Promise<readonly ListedBreak[]>;
};

/** Harbor's 18 November with a handful of top-ups: a break of each kind that a person meets most. */
export const smallDay = async (test: TestApp, cookie: string): Promise<SmallDay> => {
  const { store, runner } = test.views();
  const { pool } = test.database;
  await publishDocuments(store, harborCatalogue(), { actor: 'cli:test', nowMs: NOW_MS });
  const harbor = shop(
    { pool, store, projections: runner, clock: () => NOW_MS, newId: randomUUID },
    { id: 'harbor', first: 1000 },
  );
  await harbor.sell(
    { id: 'exact', at: '18 09:00:00', card: 1 },
    { id: 'unseen', at: '18 10:00:00', card: 2, amount: 1000 },
    { id: 'differs', at: '18 11:00:00', card: 3, amount: 3000 },
    { id: 'blank', at: '18 12:00:00', card: 4, amount: 1500 },
    { id: 'lost', at: '18 13:00:00', card: 5, amount: 700 },
    { id: 'forgotten', at: '18 14:00:00', card: 6, amount: 800 },
    { id: 'late', at: '18 15:00:00', card: 7, amount: 900 },
  );
  await harbor.reconcile('18', [
    { at: '18 09:00:10', reference: 'exact', card: 1 },
    { at: '18 10:00:30', reference: 'mistyped', card: 2, amount: 1000 },
    { at: '18 11:00:10', reference: 'differs', card: 3, amount: 2000 },
    { at: '18 12:00:10', card: 4, amount: 1500 },
    { at: '18 20:00:00', reference: 'stranger', card: 9, amount: 5000 },
  ]);
  await runner.waitForHead(30_000);

  const list: SmallDay['list'] = async (filter, after) => {
    const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: '200' });
    if (after !== undefined) query.set('after', after);
    const page = await test.get(`/api/v1/breaks?${query.toString()}`, cookie);
    return page.json<{ data: ListedBreak[] }>().data;
  };
  const one = async (fits: (found: ListedBreak) => boolean): Promise<ListedBreak> => {
    const found = (await list({})).find(fits);
    if (found === undefined) throw new Error('There is no such break');
    return found;
  };
  return {
    harbor,
    list,
    breakOf: (item) => one(({ items }) => items.includes(`harbor/${item}`)),
    lineBreak: (line) => one(({ items, lines }) => items.length === 0 && lines.includes(line)),
  };
};
