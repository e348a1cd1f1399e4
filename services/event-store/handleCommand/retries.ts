import { EventStoreUnavailable } from '../errors.ts';

/** How a lost race and a store that is away are borne. */
export type Retries = {
  /** Times that a command is decided anew after others were faster, the first included. */
  readonly attempts: number;
  /** Times that one request is made to a store that does not answer, the first included. */
  readonly requests: number;
  /** Bound of the pause after the first failure, ms; it doubles with each. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** What holds unless the caller says otherwise. */
export const defaultRetries: Retries = {
  attempts: 10,
  requests: 6,
  firstPauseMs: 10,
  longestPauseMs: 1_000,
  random: Math.random,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * Waits with full jitter: anything from nothing to the bound, so that those who
 * collided once do not collide again.
 *
 * @param failures failures so far, from 1
 */
export const pauseAfter = (retries: Retries, failures: number): Promise<void> => {
  const bound = Math.min(retries.longestPauseMs, retries.firstPauseMs * 2 ** (failures - 1));
  return retries.sleep(retries.random() * bound);
};

/**
 * Makes a request that may be repeated safely until the store answers.
 *
 * @throws EventStoreUnavailable after the last try; anything else at once
 */
export const untilAnswered = async <Answer>(
  retries: Retries,
  request: () => Promise<Answer>,
): Promise<Answer> => {
  for (let count = 1; ; count++) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable) || count >= retries.requests) throw error;
    }
    await pauseAfter(retries, count);
  }
};
