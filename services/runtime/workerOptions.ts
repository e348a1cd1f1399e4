import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import { refreshDays } from '@chobo/statement-store/runDays';
import type { WorkerOptions } from '@chobo/worker/worker';

type WorkerParts = Omit<WorkerOptions, 'refreshDays'> & StatementStoreDependencies;

/** What the worker needs; days that gain items by the claims it completes are run again. */
export const forWorker = (parts: WorkerParts): WorkerOptions => ({
  ...parts,
  refreshDays: (source, actor) => refreshDays(parts, source, actor),
});
