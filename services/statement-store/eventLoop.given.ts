import { readFileSync } from 'node:fs';

/** The longest time for which one turn of the event loop kept all others waiting. */
export type LoopWatch = {
  /** Longest so far, in ms; see `busyMs`. */
  readonly longestMs: () => number;
  readonly stop: () => void;
};

const EVERY_MS = 5;

const CLOCK = `/proc/self/task/${process.pid}/schedstat`;

/**
 * How long the thread of this test has been at work, ms. Where the system counts
 * it, of processor time alone: what other programs take of a busy machine, and
 * other threads of this process, is no waiting that the work is to blame for.
 */
const busyMs = (): number =>
  process.platform === 'linux'
    ? Number(readFileSync(CLOCK, 'utf8').split(' ')[0]) / 1_000_000
    : performance.now();

/** Watches the event loop of this process from now on. */
export const watchEventLoop = (): LoopWatch => {
  let longestMs = 0;
  let last = busyMs();
  const timer = setInterval(() => {
    const now = busyMs();
    longestMs = Math.max(longestMs, now - last);
    last = now;
  }, EVERY_MS);
  return {
    longestMs: () => longestMs,
    stop: () => clearInterval(timer),
  };
};
