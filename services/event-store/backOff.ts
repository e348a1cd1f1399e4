import { setTimeout as wait } from 'node:timers/promises';

const FIRST_MS = 50;
const LONGEST_MS = 5_000;

/**
 * How long to wait before trying a lost connection again: twice as long after
 * each failure, up to five seconds, and of that a random part, so that readers
 * who lost it together do not come back together.
 *
 * @param failures failures in a row, from 1
 */
export const backOffMs = (failures: number, random: () => number = Math.random): number => {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return bound / 2 + (random() * bound) / 2;
};

/** Resolves after `ms`, or as soon as the signal aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal }).catch(() => undefined);
};
