import { setTimeout as wait } from 'node:timers/promises';

const FIRST_MS = 200;
const LONGEST_MS = 30_000;

/** How long to rest before the n-th attempt (from 1) after a failure: doubling up to half a minute. */
export const restBefore = (attempt: number): number =>
  Math.min(FIRST_MS * 2 ** Math.min(attempt - 1, 16), LONGEST_MS);

/** Rests, or less when the signal aborts. Never rejects. */
export const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal }).catch(() => undefined);
};
