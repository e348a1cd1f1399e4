import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import { sourcesWithOtherHandMatches } from '@chobo/statement-store/newItems';
import { refreshDays } from '@chobo/statement-store/runDays';
import { createTextJob } from '@chobo/worker/jobs/unused-texts/textJob';
import { createUploadJob } from '@chobo/worker/jobs/statement-uploads/uploadJob';
import type { WorkerOptions } from '@chobo/worker/worker';

type WorkerParts = Omit<WorkerOptions, 'refreshDays' | 'outdatedSources' | 'jobs'> &
  StatementStoreDependencies;

/** What the worker needs; days that claims or people's work have made untrue are run again. */
export const forWorker = (parts: WorkerParts): WorkerOptions => ({
  ...parts,
  refreshDays: (source, actor) => refreshDays(parts, source, actor),
  outdatedSources: () => sourcesWithOtherHandMatches(parts.pool),
  jobs: [createUploadJob(parts), createTextJob(parts)],
});
