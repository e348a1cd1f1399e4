import { compileDateText, emptyDateFields, localMsOf } from './dateText.ts';
import type { DateFields, DateTextReader } from './dateText.ts';
import { foldWidth } from './foldWidth.ts';
import type { LocalToEpoch } from './zone.ts';

/** Why a text is no time; each is a problem code of its own. */
export type MomentFault =
  'date_blank' | 'date_unreadable' | 'date_impossible' | 'date_ambiguous' | 'date_out_of_range';

/** What a profile says of a column of dates or times. */
export type MomentRule = { readonly patterns: readonly string[]; readonly fullWidth: boolean };

const MINUTE_MS = 60_000;

const reset = (fields: DateFields): void => {
  fields.hour = 0;
  fields.minute = 0;
  fields.second = 0;
  fields.millisecond = 0;
  fields.offset = Number.NaN;
  fields.half = -1;
};

/** The instant of filled fields: by their own offset, or by the zone where they have none. */
const instantOfFields = (fields: DateFields, toEpoch: LocalToEpoch): number => {
  const local = localMsOf(fields);
  return Number.isNaN(fields.offset) ? toEpoch(local) : local - fields.offset * MINUTE_MS;
};

type Reading = (text: string) => number | MomentFault;

const readByPatterns = (
  { patterns, fullWidth }: MomentRule,
  instantOf: (fields: DateFields) => number,
): Reading => {
  const readers: readonly DateTextReader[] = patterns.map(compileDateText);
  const fields = emptyDateFields();
  return (original) => {
    const text = fullWidth ? foldWidth(original) : original;
    if (text === '') return 'date_blank';
    let fault: MomentFault = 'date_unreadable';
    let found = Number.NaN;
    for (const read of readers) {
      reset(fields);
      if (!read(text, fields)) continue;
      const instant = instantOf(fields);
      if (Number.isNaN(instant)) fault = 'date_impossible';
      else if (Number.isNaN(found)) found = instant;
      else if (found !== instant) return 'date_ambiguous';
    }
    return Number.isNaN(found) ? fault : found;
  };
};

/** Reads one column that holds date and time (or a date alone: its first instant). Epoch ms. */
export const compileMoment = (rule: MomentRule, toEpoch: LocalToEpoch): Reading =>
  readByPatterns(rule, (fields) => instantOfFields(fields, toEpoch));

/** Reads a date as ms of its midnight as if it were UTC, whatever the zone. */
export const compileDate = (rule: MomentRule): Reading =>
  readByPatterns(rule, (fields) => {
    fields.offset = Number.NaN;
    return localMsOf(fields);
  });

/** Reads a time of day as ms after midnight. */
export const compileTimeOfDay = (rule: MomentRule): Reading =>
  readByPatterns(rule, (fields) => {
    fields.year = 1970;
    fields.month = 1;
    fields.day = 1;
    return localMsOf(fields);
  });

/** Reads seconds or milliseconds since the epoch. */
export const compileEpoch =
  (unit: 'seconds' | 'milliseconds'): Reading =>
  (text) => {
    if (text === '') return 'date_blank';
    if (text.length > 15 || !/^\d+$/.test(text)) return 'date_unreadable';
    return Number(text) * (unit === 'seconds' ? 1000 : 1);
  };
