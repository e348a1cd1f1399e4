import type { EventStore } from '@chobo/event-store/port';
import type { Pool } from 'pg';

import { rawLines } from './files/rawLines.ts';
import { openStoredFile } from './files/storeFile.ts';
import { storedFile } from './recomputeRun.ts';
import { sourceVersion } from './sources.ts';

/**
 * Lines of a stored statement as they stand in its file, decoded as the file was
 * when it came. Null when the file is not in the store: a log can be imported
 * without.
 *
 * @param fileLines physical lines, from 1
 */
export const storedLines = async (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  statement: { readonly statementId: string; readonly source: string },
  fileLines: readonly number[],
): Promise<ReadonlyMap<number, string> | null> => {
  const file = await storedFile(pool, statement.statementId);
  if (file === null) return null;
  const { profile } = await sourceVersion(store, statement.source, file.sourceVersion);
  return rawLines(openStoredFile(pool, file.statementNo), profile, fileLines);
};
