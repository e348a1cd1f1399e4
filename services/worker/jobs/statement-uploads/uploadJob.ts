import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import { tidyUploads } from '@chobo/statement-store/uploads/uploads';
import { workOnUploads } from '@chobo/statement-store/uploads/workOnUploads';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import { rest } from '@chobo/projections/runner/backOff';

import type { Worker } from '../../worker.ts';

export type UploadJobOptions = StatementStoreDependencies & {
  readonly logger: { readonly error: (facts: object, message: string) => void };
  /** Between two looks for work; 500 ms unless said. */
  readonly intervalMs?: number;
};

const TIDY_EVERY_MS = 3_600_000;

/**
 * Looks at the files that people hand in and receives those that they confirm.
 * Looking goes on beside receiving, so that a large file of one person does not
 * keep the next one waiting for a preview. Every worker process does this: the
 * work on one file is kept to one of them by a lock.
 */
export const createUploadJob = (options: UploadJobOptions): Worker => {
  const { pool, clock, logger, intervalMs = 500 } = options;
  let running: { readonly stop: () => void; readonly done: Promise<unknown> } | null = null;

  const dependencies = {
    ...options,
    sourceIds: async () => (await currentDocuments(pool, 'source')).map((one) => one.document.id),
  };

  const repeat = async (work: () => Promise<unknown>, ms: number, signal: AbortSignal) => {
    while (!signal.aborted) {
      await work().catch((error: unknown) => {
        logger.error({ err: error }, 'files handed in could not be worked on');
      });
      await rest(ms, signal);
    }
  };

  return {
    start: () => {
      if (running !== null) return;
      const abort = new AbortController();
      const { signal } = abort;
      const done = Promise.all([
        repeat(() => workOnUploads(dependencies, 'previewing', signal), intervalMs, signal),
        repeat(() => workOnUploads(dependencies, 'receiving', signal), intervalMs, signal),
        repeat(() => tidyUploads(pool, clock()), TIDY_EVERY_MS, signal),
      ]);
      running = { stop: () => abort.abort(), done };
    },
    stop: async () => {
      const stopping = running;
      running = null;
      stopping?.stop();
      await stopping?.done;
    },
  };
};
