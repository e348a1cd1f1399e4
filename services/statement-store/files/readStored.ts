import type { Source } from '@chobo/domain/catalogue/documents';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';
import type { Pool, PoolClient } from 'pg';

import { stageLines } from './stageLines.ts';
import { openStoredFile } from './storeFile.ts';

/**
 * Reads a stored file again and stages its lines under `as`, in the caller's
 * transaction. The bytes come over a connection of their own: the caller's is
 * busy with the copying.
 */
export const stageStoredFile = (
  client: PoolClient,
  pool: Pool,
  file: { readonly statementNo: number; readonly as: number },
  source: Source,
  date: BusinessDate,
): Promise<ReadingResult> =>
  stageLines(
    client,
    file.as,
    readStatement(openStoredFile(pool, file.statementNo), { source, date }),
  );
