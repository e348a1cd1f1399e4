import type { Writable } from 'node:stream';

import { Presets, SingleBar } from 'cli-progress';

/** One step of long work; `total` is null while it is not known. */
export type Step = {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
};

export type ProgressBar = {
  readonly onProgress: (step: Step) => void;
  /** Takes the bar away; nothing may be printed while it stands. */
  readonly stop: () => void;
};

/** A bar on standard error when that is a terminal, and silence otherwise. */
export const createProgressBar = (stderr: Writable & { readonly isTTY?: boolean }): ProgressBar => {
  if (stderr.isTTY !== true) return { onProgress: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      stream: stderr,
      format: '{stage} [{bar}] {value}{of}',
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
      fps: 8,
    },
    Presets.shades_classic,
  );
  let standing = false;
  return {
    onProgress: ({ stage, done, total }) => {
      const payload = {
        stage: stage.padEnd(20),
        of: total === null ? '' : ` of ${total.toLocaleString('en-US')}`,
      };
      if (!standing) bar.start(total ?? 0, done, payload);
      standing = true;
      bar.setTotal(total ?? Math.max(done, 1));
      bar.update(done, payload);
    },
    stop: () => {
      if (standing) bar.stop();
      standing = false;
    },
  };
};
