import type { DataProvider, RaRecord } from 'react-admin';

import { askView } from './client';
import { readPage, type KeysetMap } from './keyset';
import { withPosition } from './position';

/** How a list of the API becomes a resource: its path, the id of a row, its filter. */
export type ListSource = {
  readonly path: string;
  readonly idOf: (row: object) => string;
  readonly filterOf: (filter: Record<string, unknown>) => Record<string, unknown>;
};

/** A list whose rows are `Row`s; `filterOf` turns what was typed into a filter of the API. */
// The caller names what the list answers, as `ask` has it.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const listOf = <Row extends object>(
  path: string,
  idOf: (row: Row) => string,
  filterOf: ListSource['filterOf'] = (filter) => filter,
): ListSource => ({ path, idOf: (row) => idOf(row as Row), filterOf });

/** What a list is asked with: also for the same list as a file. */
export const listSearch = (
  source: ListSource,
  asked: { filter?: Record<string, unknown>; sort?: { field: string; order: string } },
): URLSearchParams => {
  const query = new URLSearchParams();
  const filter = source.filterOf(asked.filter ?? {});
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  const { sort } = asked;
  if (sort !== undefined) query.set('sort', `${sort.order === 'DESC' ? '-' : ''}${sort.field}`);
  return query;
};

/** A data provider that also tells where a list can be had as a file. */
export type ExportingDataProvider = DataProvider & {
  /** The address of the whole list as a CSV, as it is searched and sorted. */
  readonly exportAddress: (
    resource: string,
    asked: Parameters<typeof listSearch>[1],
  ) => Promise<string>;
};

const readOnly = () => Promise.reject(new Error('Changes are commands, not records'));

/** Reads of the console over the API. Nothing is written through it. */
export const createDataProvider = (sources: ReadonlyMap<string, ListSource>): DataProvider => {
  const seen: KeysetMap = new Map();

  const sourceOf = (resource: string): ListSource => {
    const found = sources.get(resource);
    if (found === undefined) throw new Error(`There is no resource ${resource}`);
    return found;
  };

  const getOne = async (resource: string, id: unknown) => {
    const { path, idOf } = sourceOf(resource);
    const row = await askView<object>(`${path}/${encodeURIComponent(String(id))}`);
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
      const source = sourceOf(resource);
      const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
      const search = listSearch(source, params);
      search.set('limit', String(perPage));
      const list = `${source.path}?${search.toString()}`;
      const { data, pageInfo } = await readPage<object>(seen, list, page, (cursor) =>
        askView(cursor === null ? list : `${list}&cursor=${encodeURIComponent(cursor)}`),
      );
      return {
        data: data.map((row): RaRecord => ({ ...row, id: source.idOf(row) })),
        pageInfo: { hasNextPage: pageInfo.hasNextPage, hasPreviousPage: page > 1 },
        // How many there are is known at the end alone.
        ...(!pageInfo.hasNextPage &&
          (data.length > 0 || page === 1) && { total: (page - 1) * perPage + data.length }),
      };
    },
    getOne: async (resource: string, { id }: { id: unknown }) => ({
      data: await getOne(resource, id),
    }),
    getMany: async (resource: string, { ids }: { ids: readonly unknown[] }) => ({
      data: await Promise.all(ids.map((id) => getOne(resource, id))),
    }),
    exportAddress: (resource: string, asked: Parameters<typeof listSearch>[1]) => {
      const source = sourceOf(resource);
      const search = listSearch(source, asked).toString();
      return Promise.resolve(withPosition(`/api/v1/${source.path}.csv?${search}`));
    },
    getManyReference: readOnly,
    create: readOnly,
    update: readOnly,
    updateMany: readOnly,
    delete: readOnly,
    deleteMany: readOnly,
  };
  return provider as unknown as DataProvider;
};
