import { addDays, type BusinessDate } from './time.ts';

const DAY_MS = 86_400_000;

/** Weekdays from a Monday before the epoch up to and including a day. */
const weekdaysUpTo = (date: BusinessDate): number => {
  // 1 January 1970 was a Thursday.
  const days = Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS) + 3;
  return Math.floor(days / 7) * 5 + Math.min((((days % 7) + 7) % 7) + 1, 5);
};

/**
 * How many business days a day lies back: Mondays to Fridays after it up to and
 * including `today`, none for a day to come. Holidays count as they fall: the
 * catalogue has no calendar of them.
 */
export const businessDaysSince = (date: BusinessDate, today: BusinessDate): number =>
  Math.max(0, weekdaysUpTo(today) - weekdaysUpTo(date));

/** The last day that lies at least so many business days back. */
export const lastDayOfAge = (age: number, today: BusinessDate): BusinessDate => {
  // So many whole weeks ago, and no day more than two after that, is not older than asked for.
  const weeks = Math.floor(age / 5);
  let date = weeks === 0 ? today : addDays(today, 2 - 7 * weeks);
  while (businessDaysSince(date, today) < age) date = addDays(date, -1);
  return date;
};

/**
 * The days of an age in business days, both bounds of either included; null where
 * there is no bound. Days to come have no age, so they are among the youngest.
 */
export const daysOfAge = (
  { minAge, maxAge }: { readonly minAge: number | null; readonly maxAge: number | null },
  today: BusinessDate,
): { readonly from: BusinessDate | null; readonly to: BusinessDate | null } => ({
  from: maxAge === null ? null : addDays(lastDayOfAge(maxAge + 1, today), 1),
  to: minAge === null || minAge === 0 ? null : lastDayOfAge(minAge, today),
});
