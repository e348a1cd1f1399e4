/** The order in which the list last showed its breaks, in this tab. */
const PLACE = 'chobo.breaks.order';

/** Remembers the breaks of a page of the list, for going from one to the next. */
export const rememberOrder = (ids: readonly string[]): void =>
  sessionStorage.setItem(PLACE, ids.join(' '));

export type Neighbours = { readonly previous: string | null; readonly following: string | null };

/** The breaks before and after one; nulls where the order does not know it or ends. */
export const neighboursOf = (id: string): Neighbours => {
  const order = (sessionStorage.getItem(PLACE) ?? '').split(' ');
  const place = order.indexOf(id);
  if (place < 0) return { previous: null, following: null };
  return { previous: order[place - 1] ?? null, following: order[place + 1] ?? null };
};
