import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { EventStore } from '@chobo/event-store/port';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';

import type { StatementFile } from './files/storeFile.ts';
import { currentSource } from './sources.ts';

/** What a file would be, read with the source's current profile. */
export type StatementCheck =
  | { readonly known: false; readonly source: string }
  | ({
      readonly known: true;
      readonly source: string;
      readonly date: BusinessDate | null;
    } & ReadingResult);

/**
 * Reads a file and keeps nothing: its lines, totals and problems.
 *
 * @param date the day that it should be of; null reads it as whatever day it says
 */
export const checkStatement = async (
  { store }: { readonly store: EventStore },
  request: {
    readonly source: string;
    readonly date: BusinessDate | null;
    readonly file: StatementFile;
    readonly onProgress?: (lines: number) => void;
  },
): Promise<StatementCheck> => {
  const published = await currentSource(store, request.source);
  if (published === null) return { known: false, source: request.source };
  const batches = readStatement(request.file.open(), {
    source: published.source,
    date: request.date,
  });
  let lines = 0;
  for (;;) {
    const next = await batches.next();
    if (next.done === true) {
      return { known: true, source: request.source, date: request.date, ...next.value };
    }
    lines += next.value.lines.length + next.value.unreadable.length;
    request.onProgress?.(lines);
  }
};
