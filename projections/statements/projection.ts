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
  switch (event.type) {
    case 'StatementReceived':
      return received(sql, event.data);
    case 'StatementAccepted':
      return decided(sql, 'accepted', event.data.acceptedBy, event.data.acceptedAt, event.data, []);
    case 'StatementHeld':
      return decided(sql, 'held', null, event.data.heldAt, event.data, event.data.reasons);
    case 'StatementRefused': {
      const { refusedBy, refusedAt, reasons } = event.data;
      return decided(sql, 'refused', refusedBy, refusedAt, event.data, reasons);
    }
    case 'StatementSuperseded':
      await sql.query(`update views.statements set state = 'superseded' where statement_id = $1`, [
        event.data.statementId,
      ]);
      return;
    default:
  }
};

const received = async (
  sql: PoolClient,
  data: Extract<StatementEvent, { type: 'StatementReceived' }>['data'],
): Promise<void> => {
  await sql.query(
    `insert into views.statements (statement_id, source, business_date, state, file_name, sha256,
       bytes, source_version, received_by, received_at)
     values ($1, $2, $3, 'received', $4, $5, $6, $7, $8, $9)`,
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
    ],
  );
};

const decided = async (
  sql: PoolClient,
  state: 'accepted' | 'held' | 'refused',
  by: string | null,
  at: string,
  summary: ReadingSummary & { readonly statementId: string },
  reasons: readonly StatementProblem[],
): Promise<void> => {
  await sql.query(
    `update views.statements set state = $2, decided_by = $3, decided_at = $4, lines = $5,
       unreadable = $6, control_totals_tie = $7, control_checks = $8, problems = $9,
       problem_count = $10, reasons = $11
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
      JSON.stringify(reasons),
    ],
  );
};
