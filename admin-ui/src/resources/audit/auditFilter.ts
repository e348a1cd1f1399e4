const DAY_MS = 86_400_000;

/** The instant at which a day of Japan begins. */
const beginOf = (date: string): number => Date.parse(`${date}T00:00:00+09:00`);

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Days of Japan, both included, as the instants that the API asks for; numbers without the space around them. */
export const auditFilter = ({
  from,
  to,
  subject,
  ...others
}: Record<string, unknown>): Record<string, unknown> => ({
  ...others,
  ...(typeof subject === 'string' && subject.trim() !== '' && { subject: subject.trim() }),
  ...(isDate(from) && { from: new Date(beginOf(from)).toISOString() }),
  ...(isDate(to) && { before: new Date(beginOf(to) + DAY_MS).toISOString() }),
});
