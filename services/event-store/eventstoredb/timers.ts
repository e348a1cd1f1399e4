import { Silence } from './failure.ts';

/** How long the server may be silent, in ms. The client's own deadlines are not kept on every road. */
export type Timers = {
  /** For the answer to one append, and for the next event of a reading. */
  readonly answerMs: number;
  /** In which an append is sent again and again before its caller is told. */
  readonly patienceMs: number;
  /** After which a subscription that brings nothing is compared with the end of the log. */
  readonly quietMs: number;
};

export const defaultTimers: Timers = { answerMs: 10_000, patienceMs: 20_000, quietMs: 15_000 };

/**
 * What a promise gives, if it gives it in time; otherwise nobody waits any
 * longer, and how it ends does not matter.
 *
 * @throws Silence; the signal's reason as soon as it aborts
 */
export const within = <Value>(
  promise: Promise<Value>,
  ms: number,
  doing: string,
  signal?: AbortSignal,
): Promise<Value> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal?.reason as Error);
    const timer = setTimeout(() => reject(new Silence(doing, ms)), ms);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    });
  });
