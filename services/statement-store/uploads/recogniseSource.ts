import type { EventStore } from '@chobo/event-store/port';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { StatementProblem } from '@chobo/domain/statement/events';

import type { StatementFile } from '../files/storeFile.ts';
import { currentSource, type PublishedSource } from '../sources.ts';

/** Whose file it may be, and why it is not one of the others'. */
export type Recognised = {
  readonly candidates: readonly PublishedSource[];
  readonly against: readonly { readonly source: string; readonly reason: StatementProblem }[];
};

/**
 * Finds the sources whose profile reads a file: its first lines, or all of a
 * small one. Their profiles name columns, encodings and totals, so a file
 * seldom fits two of them.
 */
export const recogniseSource = async (
  store: EventStore,
  sourceIds: readonly string[],
  file: StatementFile,
): Promise<Recognised> => {
  const candidates: PublishedSource[] = [];
  const against: { source: string; reason: StatementProblem }[] = [];
  for (const id of sourceIds) {
    const published = await currentSource(store, id);
    if (published === null) continue;
    const reason = await firstRefusal(published, file);
    if (reason === null) candidates.push(published);
    else against.push({ source: id, reason });
  }
  return { candidates, against };
};

const firstRefusal = async (
  { source }: PublishedSource,
  file: StatementFile,
): Promise<StatementProblem | null> => {
  const batches = readStatement(file.open(), { source, date: null, batchLines: 100 });
  try {
    const first = await batches.next();
    if (first.done !== true || first.value.state !== 'refused') return null;
    return first.value.reasons[0] ?? null;
  } finally {
    await batches.return(undefined as never);
  }
};
