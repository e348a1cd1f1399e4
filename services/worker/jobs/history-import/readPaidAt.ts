import { isBusinessDate } from '@chobo/domain/kernel/time';

export type PaidAtResult =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly code: string; readonly reason: string };

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|[+-](\d{2}):(\d{2}))$/;
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/**
 * Reads an RFC 3339 instant, kept to the millisecond. The offset must be
 * there: a local time without one would have to be guessed. Years outside
 * 2000–2199 are slips of the pen, not history.
 */
export const readPaidAt = (text: string): PaidAtResult => {
  const match = INSTANT.exec(text);
  if (match === null) {
    return WITHOUT_OFFSET.test(text)
      ? fault('paid_at_without_offset', 'The time has no offset from UTC, such as +09:00 or Z.')
      : fault('paid_at_unreadable', 'Not a date and time such as 2026-11-18T00:10:12+09:00.');
  }
  const [, date = '', hour = '', minute = '', second = '', offsetHour = '0', offsetMinute = '0'] =
    match;
  if (!isBusinessDate(date)) return fault('paid_at_impossible', 'There is no such day.');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return fault('paid_at_impossible', `There is no time ${hour}:${minute}:${second}.`);
  }
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) {
    return fault('paid_at_impossible', 'There is no such offset from UTC.');
  }
  const year = Number(date.slice(0, 4));
  if (year < 2000 || year > 2199) {
    return fault('paid_at_impossible', `The year ${year} is outside 2000 to 2199.`);
  }
  return { ok: true, ms: Date.parse(text.toUpperCase().replace(' ', 'T')) };
};

const fault = (code: string, reason: string): PaidAtResult => ({ ok: false, code, reason });
