import type { DataProvider, RaRecord } from 'react-admin';

import type { Break, Card, Day } from './answers';
import { ask } from './client';
import { readPage, type KeysetMap } from './keyset';

/** How a list of the API becomes a resource: its path, the id of a row, its filter. */
type Source<Row> = {
  readonly path: string;
  readonly idOf: (row: Row) => string;
  readonly filterOf?: (filter: Record<string, unknown>) => Record<string, unknown>;
};

/** Digits as they are typed, spaces and hyphens read over; too few to search by are no filter yet. */
export const cardFilter = ({ fragment, ...others }: Record<string, unknown>) => {
  const digits = typeof fragment === 'string' ? fragment.normalize('NFKC').replace(/\D/g, '') : '';
  return digits.length < 4 ? others : { ...others, fragment: digits.slice(0, 20) };
};

const sources = {
  cards: { path: 'cards', idOf: (card: Card) => card.iccid, filterOf: cardFilter },
  'reconciliation-days': {
    path: 'reconciliation-days',
    idOf: (day: Day) => `${day.source}:${day.date}`,
  },
  breaks: { path: 'breaks', idOf: (found: Break) => found.id },
} satisfies Record<string, Source<never>>;

export type ResourceName = keyof typeof sources;

const sourceOf = (resource: string): Source<object> => {
  const found = (sources as unknown as Record<string, Source<object> | undefined>)[resource];
  if (found === undefined) throw new Error(`There is no resource ${resource}`);
  return found;
};

const listQuery = (
  filter: object,
  sort: { field: string; order: string } | undefined,
  limit: number,
): URLSearchParams => {
  const query = new URLSearchParams({ limit: String(limit) });
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  if (sort !== undefined) query.set('sort', `${sort.order === 'DESC' ? '-' : ''}${sort.field}`);
  return query;
};

const readOnly = () => Promise.reject(new Error('Changes are commands, not records'));

/** Reads of the console over the API. Nothing is written through it. */
export const createDataProvider = (): DataProvider => {
  const seen: KeysetMap = new Map();

  const getOne = async (resource: string, id: unknown) => {
    const { path, idOf } = sourceOf(resource);
    const row = await ask<object>(`${path}/${encodeURIComponent(String(id))}`);
    return { ...row, id: idOf(row) };
  };

  const provider = {
    getList: async (
      resource: string,
      params: {
        filter?: Record<string, unknown>;
        sort?: { field: string; order: string };
        pagination?: { page: number; perPage: number };
      },
    ) => {
      const {
        path,
        idOf,
        filterOf = (filter: Record<string, unknown>) => filter,
      } = sourceOf(resource);
      const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
      const list = `${path}?${listQuery(filterOf(params.filter ?? {}), params.sort, perPage).toString()}`;
      const { data, pageInfo } = await readPage<object>(seen, list, page, (cursor) =>
        ask(cursor === null ? list : `${list}&cursor=${encodeURIComponent(cursor)}`),
      );
      return {
        data: data.map((row): RaRecord => ({ ...row, id: idOf(row) })),
        pageInfo: { hasNextPage: pageInfo.hasNextPage, hasPreviousPage: page > 1 },
      };
    },
    getOne: async (resource: string, { id }: { id: unknown }) => ({
      data: await getOne(resource, id),
    }),
    getMany: async (resource: string, { ids }: { ids: readonly unknown[] }) => ({
      data: await Promise.all(ids.map((id) => getOne(resource, id))),
    }),
    getManyReference: readOnly,
    create: readOnly,
    update: readOnly,
    updateMany: readOnly,
    delete: readOnly,
    deleteMany: readOnly,
  };
  return provider as unknown as DataProvider;
};
