import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import { refreshDays } from '@chobo/statement-store/runDays';
import { createUploadJob } from '@chobo/worker/jobs/statement-uploads/uploadJob';
import type { WorkerOptions } from '@chobo/worker/worker';

type WorkerParts = Omit<WorkerOptions, 'refreshDays' | 'jobs'> & StatementStoreDependencies;

/** What the worker needs; days that gain items by the claims it completes are run again. */
export const forWorker = (parts: WorkerParts): WorkerOptions => ({
  ...parts,
  refreshDays: (source, actor) => refreshDays(parts, source, actor),
  jobs: [createUploadJob(parts)],
});
