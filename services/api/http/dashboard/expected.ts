import type { Source } from '@chobo/domain/catalogue/documents';
import {
  addDays,
  endOfBusinessDate,
  startOfBusinessDate,
  type BusinessDate,
} from '@chobo/domain/kernel/time';

/**
 * When the file of a day should be there, epoch ms: at the local time of the
 * following day that the source names, by the end of that day where it names none.
 */
export const expectedAtOf = (
  { zone, expectedBy }: Pick<Source, 'zone' | 'expectedBy'>,
  date: BusinessDate,
): number => {
  const next = addDays(date, 1);
  if (expectedBy === undefined) return endOfBusinessDate(next, zone);
  const [hours = 0, minutes = 0] = expectedBy.split(':').map(Number);
  return startOfBusinessDate(next, zone) + (hours * 60 + minutes) * 60_000;
};
