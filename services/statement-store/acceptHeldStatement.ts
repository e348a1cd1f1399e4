import type { BusinessDate } from '@chobo/domain/kernel/time';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { statement } from '@chobo/domain/statement/decider';
import { reconciliationDayStream, statementStream } from '@chobo/domain/streams';
import { handleCommand, loadState } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';

import type { StatementStoreDependencies } from './dependencies.ts';
import { stageStoredFile } from './files/readStored.ts';
import { forgetLines } from './files/stageLines.ts';
import { openStoredFile, type FileDigest, type StatementFile } from './files/storeFile.ts';
import { currentReport, otherDayInTheWay } from './reconcileStatement.ts';
import { storedFile } from './recomputeRun.ts';
import { replacementInTheWay } from './replacing.ts';
import type { Progress, ReconciliationReport } from './report.ts';
import { runDays } from './runDays.ts';
import { withSourceLock } from './sourceLock.ts';
import { currentSource, sourceVersion, type PublishedSource } from './sources.ts';
import { completeSupersede } from './superseding.ts';
import { inTransaction } from './transaction.ts';

/** A person takes a held file as it is. */
export type HeldAcceptance = {
  readonly statementId: string;
  readonly source: string;
  readonly date: BusinessDate;
  readonly sha256: string;
  readonly acceptedBy: Actor;
  /** Text kept before: why it is taken, and, where it replaces a file, why it does. */
  readonly reasonId: string;
  readonly supersedes: boolean;
  /** Names this acceptance: asked again with it, what a crash left is completed. */
  readonly commandId: string;
  readonly onProgress?: Progress;
};

/** The day, or the file, is not where an acceptance begins. */
export class HeldNotAccepted extends Error {
  readonly code: string;
  constructor(code: string, statementId: string) {
    super(`The held statement ${statementId} was not accepted (${code})`);
    this.name = 'HeldNotAccepted';
    this.code = code;
  }
}

/**
 * Accepts a held file and reconciles its day and the later open ones, as if it
 * had been accepted when it came: its lines are staged first, the day is claimed
 * last. May be repeated after a crash.
 *
 * @throws HeldNotAccepted, and what `reconcileStatement` throws
 */
export const acceptHeldStatement = async (
  dependencies: StatementStoreDependencies,
  held: HeldAcceptance,
): Promise<ReconciliationReport> =>
  withSourceLock(dependencies.pool, held.source, async (lock) => {
    const { store, clock } = dependencies;
    const { source, date, statementId } = held;
    const published = await currentSource(store, source);
    if (published === null) throw new Error(`Source ${source} of a held file is not published`);
    const dayStream = reconciliationDayStream(source, date);
    const { state: day } = await loadState(store, reconciliationDay, dayStream);
    const isClaimed = day.status !== 'untouched' && day.statement.statementId === statementId;
    if (!isClaimed) {
      if (day.status === 'closed') throw new HeldNotAccepted('day_closed', statementId);
      if (day.status !== 'untouched' && !held.supersedes) {
        throw new HeldNotAccepted('day_occupied', statementId);
      }
      const file = await heldFile(dependencies, held);
      const inTheWay =
        (await otherDayInTheWay(dependencies, held)) ??
        (await replacementInTheWay(dependencies, file.published, held, file));
      if (inTheWay !== null) throw new HeldNotAccepted(inTheWay.code, statementId);
      await stageHeld(dependencies, file, date);
      await lock.stillHeld();
      const at = instantOf(clock());
      const context = { actor: held.acceptedBy, occurredAt: at };
      const { acceptedBy, reasonId } = held;
      const accepted = await handleCommand(store, statement, {
        stream: statementStream(statementId),
        command: {
          type: 'AcceptHeldStatement',
          data: { statementId, acceptedBy, reasonId, at },
        },
        context: { ...context, commandId: held.commandId },
      });
      if (!accepted.accepted) throw new HeldNotAccepted(accepted.rejection.code, statementId);
      const claimed = await handleCommand(store, reconciliationDay, {
        stream: dayStream,
        command: {
          type: 'AcceptStatement',
          data: {
            source,
            date,
            statementId,
            sha256: held.sha256,
            supersede: day.status === 'untouched' ? null : { reasonId },
            acceptedBy,
            at,
          },
        },
        context: { ...context, commandId: `statement:${statementId}:claim` },
      });
      if (!claimed.accepted) throw new HeldNotAccepted(claimed.rejection.code, statementId);
    }
    await completeSupersede(dependencies, held);
    await runDays({ ...dependencies, lock }, published, date, held.acceptedBy, held.onProgress);
    await dependencies.projections.waitForHead(VIEW_PATIENCE_MS);
    return currentReport(dependencies, held);
  });

/** The work is done by then; a view that lags is waited for only so long. */
const VIEW_PATIENCE_MS = 60_000;

type HeldFile = StatementFile &
  FileDigest & {
    readonly statementNo: number;
    readonly state: 'held';
    /** The version with which it was read, and is read again. */
    readonly published: PublishedSource;
  };

const heldFile = async (
  { pool, store }: StatementStoreDependencies,
  { statementId, source, sha256 }: HeldAcceptance,
): Promise<HeldFile> => {
  const file = await storedFile(pool, statementId);
  if (file === null) throw new Error(`The file of statement ${statementId} is not in the store`);
  const { statementNo, fileName, bytes, sourceVersion: version } = file;
  return {
    name: fileName,
    open: () => openStoredFile(pool, statementNo),
    sha256,
    bytes,
    statementNo,
    state: 'held',
    published: { source: await sourceVersion(store, source, version), version },
  };
};

const stageHeld = async (
  { pool }: StatementStoreDependencies,
  { statementNo, published }: HeldFile,
  date: BusinessDate,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    await forgetLines(client, statementNo);
    await stageStoredFile(client, pool, { statementNo, as: statementNo }, published.source, date);
    return { keep: true, result: undefined };
  });
