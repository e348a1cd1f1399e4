import type { Day } from '../../api/answers';

/** Breaks of all kinds that the current run found; null before the first run. */
export const breaksOf = ({ counts }: Pick<Day, 'counts'>): number | null =>
  counts === null ? null : Object.values(counts.breaks).reduce((sum, count) => sum + count, 0);
