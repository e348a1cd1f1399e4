const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Under `npm start` one Ctrl-C arrives twice, from the terminal and passed on by
 * npm; a person who means a second one needs longer than this.
 */
const SAME_WISH_MS = 1_000;

/**
 * `kill` of `npm start` ends npm and its shell, and the shell tells nobody: what
 * the started process sees is that its parent has gone.
 */
const PARENT_POLL_MS = 500;

/** How a process takes being asked to end. */
export type Shutdown = {
  /** Once, at the first signal. */
  readonly gently: (signal: NodeJS.Signals) => void;
  /** At the next ones: whoever asked does not want to wait. */
  readonly atOnce: (signal: NodeJS.Signals) => void;
};

/** @returns stops watching */
function onParentGone(gone: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_POLL_MS).unref();
  return () => clearInterval(timer);
}

/**
 * Listens for Ctrl-C, `kill` and a closed terminal, and under npm for the end
 * of npm as well.
 *
 * @returns stops listening
 */
export function onShutdownSignals({ gently, atOnce }: Shutdown): () => void {
  let firstAt: number | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      gently(signal);
    } else if (now - firstAt > SAME_WISH_MS) {
      atOnce(signal);
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  const underNpm = process.env['npm_lifecycle_event'] !== undefined;
  const stopWatching = underNpm
    ? onParentGone(() => {
        // Not a second wish: the signal itself may have come through as well.
        if (firstAt === undefined) listener('SIGTERM');
      })
    : () => undefined;
  return () => {
    stopWatching();
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
