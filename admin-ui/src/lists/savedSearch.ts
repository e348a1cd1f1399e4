/** What a list shows: filter and order. */
export type ListState = {
  readonly filterValues: object;
  readonly sort: { readonly field: string; readonly order: string };
};

/** A saved search as the API keeps it. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  /** The search part of the list's address. */
  readonly search: string;
};

/** The search part of the address at which a list shows this: always its first page. */
export const searchOf = ({ filterValues, sort }: ListState): string =>
  `?${new URLSearchParams({
    filter: JSON.stringify(filterValues),
    sort: sort.field,
    order: sort.order,
    page: '1',
  }).toString()}`;
