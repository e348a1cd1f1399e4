import type {
  ReadingSummary,
  StatementEvent,
  StatementProblem,
} from '@chobo/domain/statement/events';
import type { RecordedEvent } from '@chobo/event-store/port';
import type { PoolClient } from 'pg';

import { tableSqlBeside, type Projection } from '../runner/projection.ts';

/** Every file received and what it came to, for the list of statements. */
export const statements: Projection = {
  name: 'statements',
  tables: ['views.statements'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'StatementReceived',
    'StatementAccepted',
    'StatementHeld',
    'StatementRefused',
    'StatementSuperseded',
  ],
  project: async (events, sql) => {
    for (const event of events) await projectOne(event, sql);
  },
};

const projectOne = async (recorded: RecordedEvent, sql: PoolClient): Promise<void> => {
  const event = recorded as RecordedEvent & StatementEvent;
  const { revision } = event;
  switch (event.type) {
    case 'StatementReceived':
      return received(sql, event.data, revision);
    case 'StatementAccepted': {
      const { acceptedBy: by, acceptedAt: at, reasonId } = event.data;
      return decided(sql, event.data, { state: 'accepted', by, at, reasonId, revision });
    }
    case 'StatementHeld': {
      const { heldAt: at, reasons } = event.data;
      const state = 'held';
      return decided(sql, event.data, { state, by: null, at, reasons, reasonId: null, revision });
    }
    case 'StatementRefused': {
      const { refusedBy: by, refusedAt: at, reasons, reasonId } = event.data;
      return decided(sql, event.data, { state: 'refused', by, at, reasons, reasonId, revision });
    }
    case 'StatementSuperseded':
      await sql.query(
        `update views.statements set state = 'superseded', superseded_by = $2, superseded_at = $3,
           supersede_reason_id = $4, revision = $5
         where statement_id = $1`,
        [
          event.data.statementId,
          event.data.by,
          event.data.supersededAt,
          event.data.reasonId,
          revision.toString(),
        ],
      );
      return;
    default:
  }
};

const received = async (
  sql: PoolClient,
  data: Extract<StatementEvent, { type: 'StatementReceived' }>['data'],
  revision: bigint,
): Promise<void> => {
  await sql.query(
    `insert into views.statements (statement_id, source, business_date, state, file_name, sha256,
       bytes, source_version, received_by, received_at, revision)
     values ($1, $2, $3, 'received', $4, $5, $6, $7, $8, $9, $10)`,
    [
      data.statementId,
      data.source,
      data.date,
      data.fileName,
      data.sha256,
      data.bytes,
      data.sourceVersion,
      data.receivedBy,
      data.receivedAt,
      revision.toString(),
    ],
  );
};

type Decided = {
  readonly state: 'accepted' | 'held' | 'refused';
  readonly by: string | null;
  readonly at: string;
  /** Why it is held or refused; those of a held file stay when a person accepts it. */
  readonly reasons?: readonly StatementProblem[];
  readonly reasonId: string | null;
  readonly revision: bigint;
};

const decided = async (
  sql: PoolClient,
  summary: ReadingSummary & { readonly statementId: string },
  { state, by, at, reasons, reasonId, revision }: Decided,
): Promise<void> => {
  await sql.query(
    `update views.statements set state = $2, decided_by = $3, decided_at = $4, lines = $5,
       unreadable = $6, control_totals_tie = $7, control_checks = $8, problems = $9,
       problem_count = $10, reasons = coalesce($11, reasons), reason_id = $12, revision = $13
     where statement_id = $1`,
    [
      summary.statementId,
      state,
      by,
      at,
      summary.lines,
      summary.unreadable,
      summary.controlTotalsTie,
      JSON.stringify(summary.controlChecks),
      JSON.stringify(summary.problems),
      summary.problemCount,
      reasons === undefined ? null : JSON.stringify(reasons),
      reasonId,
      revision.toString(),
    ],
  );
};
