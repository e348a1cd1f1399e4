import type { Day } from '../../api/answers';

/** The figures of a run beside its breaks, in the order in which they are shown. */
export const FIGURES = [
  'lines',
  'items',
  'exact',
  'proposed',
  'carriedForward',
  'notExecuted',
  'alreadySeen',
] as const;

/** Breaks of all kinds that the current run found; null before the first run. */
export const breaksOf = ({ counts }: Pick<Day, 'counts'>): number | null =>
  counts === null ? null : Object.values(counts.breaks).reduce((sum, count) => sum + count, 0);

/**
 * Share of the executed lines that were matched exactly, 0 to 1; those of earlier
 * days' items among them, those that an earlier file had said not. Null where
 * there are none.
 */
export const rateOf = (matched: number | null, executed: number | null): number | null =>
  matched === null || executed === null || executed === 0 ? null : matched / executed;

/** The same of a run's counts. */
export const matchRateOf = ({ counts }: Pick<Day, 'counts'>): number | null =>
  counts === null
    ? null
    : rateOf(
        counts.exact + counts.carriedForward,
        counts.lines - counts.notExecuted - counts.alreadySeen,
      );

/** A share in the reader's numbers; never rounded up to the whole. */
export const formatRate = (rate: number | null, locale: string): string =>
  rate === null
    ? '–'
    : (rate < 1 ? Math.min(rate, 0.9999) : rate).toLocaleString(locale, {
        style: 'percent',
        maximumFractionDigits: 2,
      });
