import type { BusinessDate } from '@chobo/domain/kernel/time';
import { instantOf } from '@chobo/domain/kernel/time';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import type { ReconciliationDayState } from '@chobo/domain/reconciliation-day/state';
import type { StatementProblem } from '@chobo/domain/statement/events';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { readStatement } from '@chobo/reconciliation/reading/readStatement';
import type { ReadingResult } from '@chobo/reconciliation/reading/result';
import type { LineStatus, StatementLine } from '@chobo/reconciliation/statementLine';
import type { Pool } from 'pg';

import type { StatementStoreDependencies } from '../dependencies.ts';
import type { FileDigest, StatementFile } from '../files/storeFile.ts';
import { otherDayInTheWay } from '../reconcileStatement.ts';
import { closedDay } from '../refusals.ts';
import { currentSource, type PublishedSource } from '../sources.ts';
import { foreseeMatching } from './foreseeMatching.ts';
import { recogniseSource } from './recogniseSource.ts';
import type { KnownFile, Occupant, Preview, UploadProgress } from './upload.ts';

/** Lines that are shown as they were understood. */
const SAMPLE_LINES = 20;

export type PreviewRequest = {
  readonly source: string | null;
  readonly date: BusinessDate | null;
  readonly file: StatementFile & FileDigest;
  /** The sources that a file may be of, when nobody says. */
  readonly sourceIds: readonly string[];
  readonly onProgress: (progress: UploadProgress) => void;
};

/**
 * Reads a file as it would be received and keeps nothing of it: whose it is and
 * of which day, its totals and problems, what is there already, and what the
 * matching of its day would come to.
 */
export const previewUpload = async (
  dependencies: StatementStoreDependencies,
  request: PreviewRequest,
): Promise<Preview> => {
  const { store, pool } = dependencies;
  const { file } = request;
  const known = await filesOfSameBytes(pool, file.sha256);
  const { published, candidates, refusal } = await sourceOf(dependencies, request);
  if (published === null) {
    return { ...NOTHING_READ, candidates, reasons: refusal, known, date: request.date };
  }
  const { source } = published;
  const read = (date: BusinessDate | null, of: number | null) =>
    readWhole(published, file, date, (done) =>
      request.onProgress({ stage: 'reading', date: null, done, of }),
    );
  let reading = await read(request.date, null);
  const date = request.date ?? reading.result.businessDate;
  if (request.date === null && date !== null && reading.result.state !== 'refused') {
    // Its times are judged by the day that it says itself.
    reading = await read(date, reading.result.lines);
  }
  const { result } = reading;
  const day =
    date === null
      ? null
      : (await loadState(store, reconciliationDay, reconciliationDayStream(source.id, date))).state;
  const occupant = day === null ? null : occupantOf(day, file.sha256);
  const obstacles =
    date === null || day === null
      ? []
      : await obstaclesTo(dependencies, { source: source.id, date }, day, occupant);
  const isMatched =
    result.state === 'accepted' && obstacles.length === 0 && occupant?.sameBytes !== true;
  if (isMatched && date !== null) {
    request.onProgress({ stage: 'matching', date, done: 0, of: 1 });
  }
  const { matching, withoutItem, inTheWay } =
    isMatched && date !== null
      ? await foreseeMatching(dependencies, published, { date, file })
      : { matching: null, withoutItem: null, inTheWay: null };
  if (inTheWay !== null) obstacles.push(inTheWay);
  return {
    source: source.id,
    candidates,
    date,
    businessDate: result.businessDate,
    state: result.state,
    lines: result.lines,
    unreadable: result.unreadable,
    announced: result.announced,
    statuses: reading.statuses,
    controlTotalsTie: result.controlTotalsTie,
    controlChecks: result.controlChecks,
    reasons: result.reasons,
    problems: result.problems,
    problemCount: result.problemCount,
    sample: reading.sample.map((line) => ({
      fileLine: line.fileLine,
      at: instantOf(line.at),
      card: line.card,
      reference: line.reference,
      carrierReference: line.carrierReference,
      amount: line.amount,
      wholesale: line.wholesale,
      currency: line.currency,
      status: line.status,
    })),
    known,
    occupant,
    obstacles,
    withoutItem,
    matching,
  };
};

const NOTHING_READ: Preview = {
  source: null,
  candidates: [],
  date: null,
  businessDate: null,
  state: 'refused',
  lines: 0,
  unreadable: 0,
  announced: 0,
  statuses: { done: 0, cancelled: 0, failed: 0 },
  controlTotalsTie: false,
  controlChecks: [],
  reasons: [],
  problems: [],
  problemCount: 0,
  sample: [],
  known: [],
  occupant: null,
  obstacles: [],
  withoutItem: null,
  matching: null,
};

type SourceFound = {
  readonly published: PublishedSource | null;
  readonly candidates: readonly string[];
  readonly refusal: readonly StatementProblem[];
};

const sourceOf = async (
  { store }: StatementStoreDependencies,
  { source, sourceIds, file }: PreviewRequest,
): Promise<SourceFound> => {
  if (source !== null) {
    return { published: await currentSource(store, source), candidates: [], refusal: [] };
  }
  const { candidates, against } = await recogniseSource(store, sourceIds, file);
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) {
    return { published: only, candidates: [only.source.id], refusal: [] };
  }
  // Refused by all of them for one reason, it is no statement at all; else each has its own.
  const reasons = against.map(({ reason }) => reason);
  const [first] = reasons;
  const isOneReason = reasons.every(({ code }) => code === first?.code);
  const refusal =
    candidates.length > 0 ? [] : isOneReason ? reasons.slice(0, 1) : [unrecognised, ...reasons];
  return { published: null, candidates: candidates.map((one) => one.source.id), refusal };
};

const unrecognised: StatementProblem = {
  fileLine: null,
  column: null,
  value: null,
  code: 'source_not_recognised',
  reason: 'The file is of no source that is published: none of their profiles can read it.',
};

type WholeReading = {
  readonly result: ReadingResult;
  readonly sample: readonly StatementLine[];
  readonly statuses: Readonly<Record<LineStatus, number>>;
};

const readWhole = async (
  { source }: PublishedSource,
  file: StatementFile & FileDigest,
  date: BusinessDate | null,
  onLines: (done: number) => void,
): Promise<WholeReading> => {
  const batches = readStatement(file.open(), { source, date, size: file.bytes });
  const sample: StatementLine[] = [];
  const statuses = { done: 0, cancelled: 0, failed: 0 };
  let read = 0;
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return { result: next.value, sample, statuses };
    const { lines, unreadable } = next.value;
    sample.push(...lines.slice(0, SAMPLE_LINES - sample.length));
    for (const { status } of lines) statuses[status] += 1;
    read += lines.length + unreadable.length;
    onLines(read);
  }
};

const occupantOf = (day: ReconciliationDayState, sha256: string): Occupant | null => {
  if (day.status === 'untouched') return null;
  const { statementId, acceptedBy, acceptedAt } = day.statement;
  return { statementId, acceptedBy, acceptedAt, sameBytes: day.statement.sha256 === sha256 };
};

const obstaclesTo = async (
  dependencies: StatementStoreDependencies,
  asked: { readonly source: string; readonly date: BusinessDate },
  day: ReconciliationDayState,
  occupant: Occupant | null,
): Promise<StatementProblem[]> => {
  if (occupant?.sameBytes === true) return [];
  if (day.status === 'closed') return [closedDay(asked)];
  const inTheWay = await otherDayInTheWay(dependencies, asked);
  return inTheWay === null ? [] : [inTheWay];
};

/** Receipts of the same bytes, whatever became of them, the newest first. */
const filesOfSameBytes = async (pool: Pool, sha256: string): Promise<readonly KnownFile[]> => {
  const { rows } = await pool.query<Omit<KnownFile, 'receivedAt'> & { receivedAt: Date }>(
    `select s.statement_id as "statementId", s.source, s.business_date as date, s.state,
       s.received_by as "receivedBy", s.received_at as "receivedAt"
     from app.statement_files f join views.statements s using (statement_id)
     where f.sha256 = $1 order by s.received_at desc, s.statement_id limit 20`,
    [sha256],
  );
  return rows.map((row) => ({ ...row, receivedAt: instantOf(row.receivedAt.getTime()) }));
};
