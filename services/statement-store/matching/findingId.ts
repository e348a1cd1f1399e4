import { createHash } from 'node:crypto';

import type { BusinessDate } from '@chobo/domain/kernel/time';

/**
 * The id of a break or proposal: a hash of source, date and what it speaks of,
 * so that a re-run of the day keeps its assignments and comments.
 */
export const findingId = (source: string, date: BusinessDate, identity: string): string =>
  createHash('sha256').update(`${source}\u001e${date}\u001e${identity}`).digest('hex').slice(0, 32);
