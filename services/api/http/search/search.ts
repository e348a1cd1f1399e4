import type { Pool } from 'pg';

import { mayDo, type Role } from '@chobo/identity/roles';
import { listCards } from '@chobo/projections/cards/queries';
import { findBreak, listDays } from '@chobo/projections/reconciliation-days/queries';
import {
  findAccounts,
  findBreakIds,
  findRefunds,
  findStatements,
  findTopUps,
  type Found,
} from '@chobo/projections/search/queries';

import { statusOf } from '../breaks/answers.ts';
import { instantOrNull, money, moneyOrNull } from '../schemas/values.ts';
import { SEARCHED, type SearchedType, type SearchResult } from './answers.ts';
import { readTyped, type Typed } from './typed.ts';

type Search = (pool: Pool, typed: Typed, limit: number) => Promise<readonly SearchResult[]>;

const result = (type: SearchedType, found: Found, { text }: Typed): SearchResult => ({
  type,
  id: found.id,
  exact: found.matched === text,
  by: found.by,
  matched: found.matched,
  kind: null,
  state: found.state,
  at: instantOrNull(found.atMs),
  amount: found.currency === null ? null : moneyOrNull(found.amount, found.currency),
});

const cards: Search = async (pool, { digits }, limit) => {
  if (digits === null) return [];
  const { data } = await listCards(pool, { fragment: digits }, { limit });
  return data.map(({ iccid, registeredAtMs }) => ({
    type: 'card',
    id: iccid,
    exact: iccid === digits,
    by: 'number',
    matched: iccid,
    kind: null,
    state: null,
    at: instantOrNull(registeredAtMs),
    amount: null,
  }));
};

const days: Search = async (pool, { date, day }, limit) => {
  const filter = day ?? (date === null ? null : { date });
  if (filter === null) return [];
  const { date: on, ...source } = filter;
  const { data } = await listDays(pool, { ...source, from: on, to: on }, { limit });
  return data.map((found) => ({
    type: 'reconciliation-day',
    id: `${found.source}:${found.date}`,
    exact: true,
    by: 'date',
    matched: found.date,
    kind: null,
    state: found.state,
    at: null,
    amount: null,
  }));
};

const breaks: Search = async (pool, { text }, limit) => {
  const ids = await findBreakIds(pool, text, limit);
  const found = await Promise.all(
    ids.map(async ({ id, by, matched }) => {
      const one = await findBreak(pool, id);
      return one === null ? [] : [{ one, by, matched }];
    }),
  );
  return found.flat().map(({ one, by, matched }) => ({
    type: 'break',
    id: one.breakId,
    exact: matched === text,
    by,
    matched,
    kind: one.kind,
    state: statusOf(one),
    at: null,
    amount: one.difference === null ? null : money(one.difference, one.currency),
  }));
};

const by =
  (
    type: SearchedType,
    find: (pool: Pool, text: string, limit: number) => Promise<readonly Found[]>,
  ): Search =>
  async (pool, typed, limit) =>
    (await find(pool, typed.text, limit)).map((found) => result(type, found, typed));

const SEARCHES: Readonly<Record<SearchedType, Search>> = {
  card: cards,
  account: by('account', findAccounts),
  'top-up': by('top-up', findTopUps),
  refund: by('refund', findRefunds),
  'reconciliation-day': days,
  break: breaks,
  statement: by('statement', findStatements),
};

/**
 * Searches everything that the roles may read for what was typed: ids and
 * references by their beginning, card numbers by any four digits or more, days
 * by their date. What was typed as a whole comes first.
 *
 * @param limit of each type
 */
export const searchEverything = async (
  pool: Pool,
  typed: string,
  roles: readonly Role[],
  limit: number,
): Promise<readonly SearchResult[]> => {
  const types = Object.keys(SEARCHED) as SearchedType[];
  const found = await Promise.all(
    types
      .filter((type) => mayDo(roles, SEARCHED[type]))
      .map((type) => SEARCHES[type](pool, readTyped(typed), limit)),
  );
  const all = found.flat();
  return [...all.filter(({ exact }) => exact), ...all.filter(({ exact }) => !exact)];
};
