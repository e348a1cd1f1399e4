import { TZDate } from '@date-fns/tz';

/** RFC 3339 instant as events and the API carry it, e.g. `2026-11-18T00:10:12+09:00` or `…Z`. */
export type Instant = string;

/** A day of the business calendar in its source's zone, `yyyy-MM-dd`. */
export type BusinessDate = string;

/** The zone in which Chobo shows times and counts days. Japan keeps no summer time. */
export const JST = 'Asia/Tokyo';

const JST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
const INSTANT =
  /^(\d{4}-\d{2}-(\d{2}))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Milliseconds since the epoch of an instant.
 *
 * Only RFC 3339 with an offset is one: what `Date.parse` takes beyond that is
 * read in the machine's zone, or, as 30 February, taken for another day.
 *
 * @throws RangeError when it is none
 */
export const epochMs = (instant: Instant): number => {
  const match = INSTANT.exec(instant);
  const value = match === null ? Number.NaN : Date.parse(instant);
  const [, date = '', day = ''] = match ?? [];
  // Only the end of a month can be a day that does not exist; this runs for every event read.
  const exists = Number(day) <= 28 || isBusinessDate(date);
  if (Number.isNaN(value) || !exists) throw new RangeError(`${instant} is not an instant`);
  return value;
};

/** An instant in UTC with milliseconds, the one form in which events are written. */
export const instantOf = (ms: number): Instant => new Date(ms).toISOString();

/** True for a day that exists, written `yyyy-MM-dd`. */
export const isBusinessDate = (value: string): value is BusinessDate => {
  const match = DATE.exec(value);
  if (match === null) return false;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().startsWith(value);
};

/** The business day on which an instant falls in a zone (JST unless said). */
export const businessDateOf = (instantMs: number, zone: string = JST): BusinessDate => {
  if (zone === JST) return new Date(instantMs + JST_OFFSET_MS).toISOString().slice(0, 10);
  const local = new TZDate(instantMs, zone);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(local.getFullYear(), 4)}-${pad(local.getMonth() + 1, 2)}-${pad(local.getDate(), 2)}`;
};

/** The instant (epoch ms) at which a business day begins in a zone. */
export const startOfBusinessDate = (date: BusinessDate, zone: string = JST): number => {
  const match = DATE.exec(date);
  if (match === null) throw new RangeError(`${date} is not a date`);
  const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3])];
  if (zone === JST) return Date.UTC(year, month, day) - JST_OFFSET_MS;
  return new TZDate(year, month, day, 0, 0, 0, zone).getTime();
};

/** The instant (epoch ms) at which a business day ends: the first one of the next day. */
export const endOfBusinessDate = (date: BusinessDate, zone: string = JST): number =>
  startOfBusinessDate(addDays(date, 1), zone);

/** The business date `days` later (earlier when negative). */
export const addDays = (date: BusinessDate, days: number): BusinessDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
