import type { Position } from '@chobo/event-store/port';
import type { Pool } from 'pg';

import { readCheckpoints } from './checkpoints.ts';
import type { Checkpoint } from './checkpoints.ts';

const POLL_MS = 15;

/** Watches the checkpoints for everybody in this process who waits for them. */
export type Progress = {
  /**
   * Waits until `reached` is true of the checkpoints, whichever process moves them.
   * @returns false when the time is over first
   */
  readonly wait: (
    reached: (checkpoints: readonly Checkpoint[]) => boolean,
    timeoutMs: number,
  ) => Promise<boolean>;
  /** The owner in this process has moved them: look at once. */
  readonly moved: () => void;
};

/**
 * Watching is polling, every 15 ms and only while somebody waits: one look
 * serves all who wait, and none is lost as a notification can be.
 */
export const watchProgress = (pool: Pool, projections: readonly string[]): Progress => {
  let look: Promise<readonly Checkpoint[]> | null = null;
  const paused = new Set<() => void>();

  const lookOnce = (): Promise<readonly Checkpoint[]> => {
    look ??= readCheckpoints(pool, projections).finally(() => {
      look = null;
    });
    return look;
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        paused.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, ms);
      paused.add(resume);
    });

  return {
    wait: async (reached, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        if (reached(await lookOnce())) return true;
        const left = deadline - performance.now();
        if (left <= 0) return false;
        await pause(Math.min(POLL_MS, left));
      }
    },
    moved: () => {
      for (const resume of [...paused]) resume();
    },
  };
};

/** Whether every projection has its indexes and everything up to a position. */
export const allReached =
  (projections: readonly string[], position: Position) =>
  (checkpoints: readonly Checkpoint[]): boolean =>
    checkpoints.length === projections.length &&
    checkpoints.every(
      (checkpoint) =>
        !checkpoint.loading && !checkpoint.rebuildRequested && checkpoint.position >= position,
    );
