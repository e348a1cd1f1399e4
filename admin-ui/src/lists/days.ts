const DAY_MS = 86_400_000;

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** First instant of a day in Japan, whatever the zone of the browser, in epoch ms. */
const beginOf = (date: string): number => Date.parse(`${date}T00:00:00+09:00`);

/**
 * A filter whose days `from` and `to`, both included, are named as instants:
 * `from` and, after the end of the last day, `before`.
 */
export const withDays = ({
  from,
  to,
  ...others
}: Record<string, unknown>): Record<string, unknown> => ({
  ...others,
  ...(isDate(from) && { from: new Date(beginOf(from)).toISOString() }),
  ...(isDate(to) && { before: new Date(beginOf(to) + DAY_MS).toISOString() }),
});
