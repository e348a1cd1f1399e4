import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReadingSummary } from '@chobo/domain/statement/events';
import { statement } from '@chobo/domain/statement/decider';
import type { StatementCommand } from '@chobo/domain/statement/commands';
import { reconciliationDayStream, statementStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { ENGINE_VERSION } from '@chobo/reconciliation/matching/reconcileDay';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';

import type { StatementStoreDependencies } from './dependencies.ts';
import { gatherProblems, type GatheredProblems } from './files/gatherProblems.ts';
import { forgetLines, keepUnreadable, stageLines, type LineBatch } from './files/stageLines.ts';
import {
  numberOfFile,
  openStoredFile,
  storeFile,
  type FileDigest,
  type StatementFile,
} from './files/storeFile.ts';
import { refusedReport } from './refusals.ts';
import type { Progress, ReconciliationReport } from './report.ts';
import type { ReconcileRequest } from './request.ts';
import type { PublishedSource } from './sources.ts';
import { completeSupersede, keepReason } from './superseding.ts';
import { inTransaction } from './transaction.ts';

/** What became of a file; anything but `accepted` claims nothing. */
export type Received =
  | { readonly state: 'accepted'; readonly statementId: string }
  | { readonly state: 'held' | 'refused'; readonly report: ReconciliationReport };

/** A step that the rules of a statement or a day do not allow: a bug or a race, not a bad file. */
export class StatementNotRecorded extends Error {
  readonly code: string;
  constructor(code: string, statementId: string) {
    super(`Statement ${statementId} could not be recorded (${code}); nothing else was changed`);
    this.name = 'StatementNotRecorded';
    this.code = code;
  }
}

/**
 * Takes a file in: keeps its bytes, reads it strictly, and records what it is.
 * Lines are kept of an accepted file only, and the day is claimed last, so a
 * crash on the way leaves nothing that counts.
 *
 * The caller holds the source's lock.
 */
export const receiveStatement = async (
  dependencies: StatementStoreDependencies,
  published: PublishedSource,
  request: ReconcileRequest,
  file: FileDigest & { readonly replaces: string | null },
): Promise<Received> => {
  const { store, pool, clock } = dependencies;
  const { source } = published;
  const statementId = request.statementId ?? dependencies.newId();
  const tell = statementTeller(dependencies, request, statementId);
  const statementNo =
    (await numberOfFile(pool, statementId)) ??
    (await storeFile(
      pool,
      { ...file, statementId, source: source.id, date: request.date, fileName: request.file.name },
      file.bytes > source.profile.maxBytes ? withoutBytes(request.file) : request.file,
    ));
  await tell('receive', {
    type: 'ReceiveStatement',
    data: {
      statementId,
      sha256: file.sha256,
      bytes: file.bytes,
      source: source.id,
      date: request.date,
      sourceVersion: published.version,
      engineVersion: ENGINE_VERSION,
      fileName: request.file.name,
      receivedBy: request.actor,
      at: instantOf(clock()),
    },
  });
  const gathered = gatherProblems();
  const reading = await inTransaction(pool, async (client) => {
    const bytes = openStoredFile(pool, statementNo);
    const batches = counted(
      readStatement(bytes, { source, date: request.date, size: file.bytes }),
      gathered,
      request.onProgress,
    );
    await forgetLines(client, statementNo);
    const result = await stageLines(client, statementNo, batches);
    return { keep: result.state === 'accepted', result };
  });
  const summary = summaryOf(reading);
  const at = instantOf(clock());
  if (reading.state !== 'accepted') {
    const { state, reasons } = reading;
    await tell('decide', {
      type: state === 'held' ? 'HoldStatement' : 'RefuseStatement',
      data: { statementId, summary, reasons, at },
    });
    await keepUnreadable(pool, statementNo, gathered.lines());
    const problems = gathered.listed(summary);
    const told = { statementId, state, summary, problems };
    return { state, report: refusedReport(request, reasons, told) };
  }
  await tell('decide', { type: 'AcceptStatement', data: { statementId, summary, at } });
  const supersede =
    file.replaces === null ? null : { reasonId: await keepReason(dependencies, request) };
  await dependencies.lock?.stillHeld();
  const claimed = await handleCommand(store, reconciliationDay, {
    stream: reconciliationDayStream(source.id, request.date),
    command: {
      type: 'AcceptStatement',
      data: {
        source: source.id,
        date: request.date,
        statementId,
        sha256: file.sha256,
        supersede,
        acceptedBy: request.actor,
        at,
      },
    },
    context: { commandId: `statement:${statementId}:claim`, actor: request.actor, occurredAt: at },
  });
  if (!claimed.accepted) throw new StatementNotRecorded(claimed.rejection.code, statementId);
  await completeSupersede(dependencies, request);
  return { state: 'accepted', statementId };
};

/** What is too large to be read is refused by its size and not kept. */
const withoutBytes = ({ name }: StatementFile): StatementFile => ({
  name,
  open: async function* () {
    // Nothing of it is kept.
  },
});

/** Sends commands to one statement's stream, each step under an id of its own. */
const statementTeller =
  ({ store, clock }: StatementStoreDependencies, request: ReconcileRequest, statementId: string) =>
  async (step: string, command: StatementCommand): Promise<void> => {
    const result = await handleCommand(store, statement, {
      stream: statementStream(statementId),
      command,
      context: {
        commandId: `statement:${statementId}:${step}`,
        actor: request.actor,
        occurredAt: instantOf(clock()),
      },
    });
    if (!result.accepted) throw new StatementNotRecorded(result.rejection.code, statementId);
  };

const summaryOf = (reading: ReadingResult): ReadingSummary => ({
  lines: reading.lines,
  unreadable: reading.unreadable,
  controlChecks: reading.controlChecks,
  controlTotalsTie: reading.controlTotalsTie,
  problems: reading.problems,
  problemCount: reading.problemCount,
});

/** Counts and gathers on the way what the batches hold. */
async function* counted(
  batches: AsyncGenerator<LineBatch, ReadingResult>,
  gathered: GatheredProblems,
  onProgress: Progress | undefined,
): AsyncGenerator<LineBatch, ReadingResult> {
  let done = 0;
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return next.value;
    done += next.value.lines.length + next.value.unreadable.length;
    gathered.note(next.value.unreadable);
    onProgress?.({ stage: 'reading', done, total: null });
    yield next.value;
  }
}
