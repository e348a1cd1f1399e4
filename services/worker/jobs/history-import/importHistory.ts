import { instantOf } from '@chobo/domain/kernel/time';
import type { Actor } from '@chobo/event-store/metadata';
import type { EventStore } from '@chobo/event-store/port';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';

import { appendCredits } from './appendCredits.ts';
import type { Credited } from './appendCredits.ts';
import type { ImportContext } from './claims.ts';
import { MAX_FILE_BYTES } from './decodeStrictly.ts';
import type { ImportProblem } from './historyRow.ts';
import { withImportLock } from './importLock.ts';
import { findKnownProblems, refusalProblem } from './knownProblems.ts';
import { ProblemList } from './problemList.ts';
import { readHistory } from './readHistory.ts';
import { openStaging } from './stage.ts';
import { dropKnownRows, findStagedProblems } from './stagedProblems.ts';
import { loadTerms } from './terms.ts';
import type { HistoryTerms } from './terms.ts';
import { queueWork, readWork } from './works.ts';

export type ImportDependencies = {
  readonly pool: Pool;
  readonly store: EventStore;
  /** The views that the rows are checked against. */
  readonly projections: { readonly waitForHead: (timeoutMs: number) => Promise<boolean> };
  /** Epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Runs the open days of the source again that have items now which they had not. */
  readonly refreshDays: (source: string, actor: Actor) => Promise<unknown>;
};

/** How far the import has come; `total` is null while it is not known. */
export type ImportProgress = (step: {
  readonly stage: 'waiting' | 'reading' | 'checking' | 'importing' | 'matching';
  readonly done: number;
  readonly total: number | null;
}) => void;

export type ImportRequest = {
  readonly source: string;
  readonly brand: string;
  readonly actor: Actor;
  readonly file: {
    readonly name: string;
    readonly open: () => AsyncIterable<Uint8Array>;
    readonly size: number;
  };
  /** Bytes that a file may have; 256 MiB unless said. */
  readonly maxBytes?: number;
  readonly onProgress?: ImportProgress;
};

export type ImportReport = {
  readonly state: 'imported' | 'refused';
  /** Data rows of the file, unreadable ones included. */
  readonly rows: number;
  readonly imported: number;
  /** Rows whose top-up the store has already, or that repeat an earlier row word for word. */
  readonly alreadyThere: number;
  readonly accountsOpened: number;
  /** The first 1,000 by file line. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
};

/** The views did not come up to the events in time; nothing was imported. */
export class ViewsBehind extends Error {
  constructor() {
    super('The views did not come up to the events in time; nothing was imported. Try again.');
    this.name = 'ViewsBehind';
  }
}

const VIEWS_TIMEOUT_MS = 600_000;

/**
 * Brings in what was sold before Chobo. All rows are checked, against each
 * other and against the store, before the first event is appended: with any
 * problem nothing is imported. What is there already is passed over, so a
 * second run changes nothing and a killed one is completed by running it again.
 *
 * @throws ViewsBehind
 */
export const importHistory = async (
  dependencies: ImportDependencies,
  request: ImportRequest,
): Promise<ImportReport> => {
  const loaded = await loadTerms(dependencies.store, request);
  if (!loaded.ok) return refusal(0, [loaded.problem], 1);
  const waiting = (): void => request.onProgress?.({ stage: 'waiting', done: 0, total: null });
  const report = await withImportLock(dependencies.pool, waiting, async (connection) =>
    importOnce(dependencies, request, loaded.terms, connection),
  );
  // Also when everything was there: the run that brought it may have been killed before this.
  if (report.state === 'imported' || report.imported > 0) {
    request.onProgress?.({ stage: 'matching', done: 0, total: null });
    await dependencies.refreshDays(request.source, request.actor);
  }
  return report;
};

const importOnce = async (
  dependencies: ImportDependencies,
  request: ImportRequest,
  terms: HistoryTerms,
  connection: PoolClient,
): Promise<ImportReport> => {
  const { store, clock, logger } = dependencies;
  const { actor, onProgress } = request;
  const problems = new ProblemList();
  const nothing = (rows: number): ImportReport => refusal(rows, problems.first(), problems.count);
  const context: ImportContext = { store, terms, actor, now: instantOf(clock()) };

  const read = await stageFile(connection, request, terms, problems);
  if (read.refused) return nothing(read.rows);
  onProgress?.({ stage: 'checking', done: 0, total: null });
  await untilViewsAreAtHead(dependencies);
  await connection.query('analyze staged_rows');
  await findStagedProblems(connection, terms.brand.id, problems);
  if (problems.count > 0) return nothing(read.rows);
  const alreadyThere = await dropKnownRows(connection);
  const total = await queueWork(connection);
  await findKnownProblems(connection, context, problems);
  if (problems.count > 0) return nothing(read.rows);

  let imported = 0;
  let accountsOpened = 0;
  onProgress?.({ stage: 'importing', done: 0, total });
  const take = (done: Credited): void => {
    imported += done.credited;
    accountsOpened += done.opened;
    problems.add(done.refused.map(({ credit, code }) => refusalProblem(credit, code)));
    onProgress?.({ stage: 'importing', done: imported, total });
  };
  // The next chunk is decided while the store writes the last one.
  let writing: Promise<Credited> | null = null;
  for await (const works of readWork(connection, terms, 'all')) {
    const next: Promise<Credited> = appendCredits(context, works);
    // Its failure comes out where it is awaited, a turn later; until then it is not unhandled.
    next.catch(() => undefined);
    if (writing !== null) take(await writing);
    writing = next;
  }
  if (writing !== null) take(await writing);
  const { name: file } = request.file;
  logger.info({ file, imported, alreadyThere, accountsOpened }, 'history imported');
  return {
    state: problems.count === 0 ? 'imported' : 'refused',
    rows: read.rows,
    imported,
    alreadyThere,
    accountsOpened,
    problems: problems.first(),
    problemCount: problems.count,
  };
};

/** Reads the file into `staged_rows`; every unreadable row is a problem. */
const stageFile = async (
  connection: PoolClient,
  { file, maxBytes = MAX_FILE_BYTES, onProgress }: ImportRequest,
  terms: HistoryTerms,
  problems: ProblemList,
): Promise<{ readonly rows: number; readonly refused: boolean }> => {
  const staging = await openStaging(connection);
  let rows = 0;
  try {
    const options = { currency: terms.source.currency, maxBytes };
    for await (const piece of readHistory(file.open(), options)) {
      problems.add(piece.problems);
      if (piece.kind === 'refused') return { rows, refused: true };
      rows += piece.count;
      await staging.write(piece.rows);
      onProgress?.({ stage: 'reading', done: piece.bytes, total: file.size });
    }
    return { rows, refused: false };
  } finally {
    await staging.end();
  }
};

const untilViewsAreAtHead = async ({ projections }: ImportDependencies): Promise<void> => {
  if (!(await projections.waitForHead(VIEWS_TIMEOUT_MS))) throw new ViewsBehind();
};

const refusal = (
  rows: number,
  problems: readonly ImportProblem[],
  problemCount: number,
): ImportReport => ({
  state: 'refused',
  rows,
  imported: 0,
  alreadyThere: 0,
  accountsOpened: 0,
  problems,
  problemCount,
});
