import type { OwnershipKey } from '@chobo/projections/runner/ownership';

import { createOwnedJob, type Job, type OwnedJobOptions } from '../../ownedJob.ts';
import { forgetUnusedTexts, type UnusedTextsDependencies } from './forgetUnusedTexts.ts';

/** "chob" and "text". */
const KEY: OwnershipKey = [0x63686f62, 0x74657874];

const EVERY_MS = 3_600_000;

/** Forgets the texts of refused commands, once an hour, in one of all worker processes. */
export const createTextJob = (
  options: UnusedTextsDependencies & Pick<OwnedJobOptions, 'logger'>,
): Job =>
  createOwnedJob({
    pool: options.pool,
    key: KEY,
    name: 'job:unused-texts',
    intervalMs: EVERY_MS,
    logger: options.logger,
    begin: () => async () => {
      await forgetUnusedTexts(options);
    },
  });
