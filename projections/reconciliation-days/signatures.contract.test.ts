import { readFileSync } from 'node:fs';

import type { DayMatched } from '@chobo/domain/reconciliation-day/events';
import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { NOON, listeningLogger, recorded } from '../runner/events.given.ts';
import type { ChoboEvent } from '../runner/eventTypes.ts';
import { inTransaction } from '../runner/transaction.ts';
import { reconciliationDays } from './projection.ts';
import { findDay } from './report.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
  for (const table of ['statements', 'reconciliation-days']) {
    const url = new URL(`../${table}/table.sql`, import.meta.url);
    await database.pool.query(readFileSync(url, 'utf8'));
  }
});
beforeEach(() =>
  database.pool.query('truncate views.reconciliation_days, views.reconciliation_runs'),
);
afterAll(() => database.drop());

/** A run whose rows are not kept: what matters here is the day. */
const view = reconciliationDays({
  recompute: async (sql, run) => {
    await sql.query(
      `insert into views.reconciliation_runs (run_no, source, business_date, statement_id,
         source_version, horizon, hand_matches, holds_up_to, hands_hold_up_to, counts, digest)
       values ($1, $2, $3, $4, 1, 1, 0, 1, 0, '{}', '')`,
      [run.runId, run.source, run.date, run.statementId],
    );
  },
});

const day = { source: 'harbor', date: '2026-11-18' };

const accepted: ChoboEvent = {
  type: 'DayStatementAccepted',
  data: {
    ...day,
    statementId: 'st-1',
    sha256: 'ab',
    supersedes: null,
    reasonId: null,
    acceptedBy: 'user:mori',
    acceptedAt: NOON,
  },
};

const counts = {
  lines: 1,
  items: 1,
  exact: 1,
  notExecuted: 0,
  alreadySeen: 0,
  proposed: 0,
  carriedForward: 0,
  breaks: {},
};

const matched = (runId: string, digest: string): ChoboEvent & DayMatched => ({
  type: 'DayMatched',
  data: {
    ...day,
    runId,
    statementId: 'st-1',
    sha256: 'ab',
    sourceVersion: 1,
    engineVersion: '1',
    horizon: 1,
    handMatches: 0,
    counts,
    digest,
    matchedBy: 'user:mori',
    matchedAt: NOON,
  },
});

const reviewed = (runId: string): ChoboEvent => ({
  type: 'DayReviewed',
  data: { runId, reviewedBy: 'user:mori', reviewedAt: NOON },
});
const closed: ChoboEvent = {
  type: 'DayClosed',
  data: {
    runId: '1',
    version: 1,
    reviewedBy: 'user:mori',
    closedBy: 'user:sato',
    closedAt: NOON,
  },
};
const reopened: ChoboEvent = {
  type: 'DayReopened',
  data: { version: 2, reasonId: 'text-1', reopenedBy: 'user:abe', reopenedAt: NOON },
};

/** How the day reads after these events, the first of its stream first. */
const after = async (...events: readonly ChoboEvent[]) => {
  const stream = 'reconciliationDay-harbor:2026-11-18';
  await inTransaction(database.pool, (sql) =>
    view.project(
      events.map((event, n) => recorded(stream, event, { n: n + 1, revision: BigInt(n) })),
      sql,
      { logger: listeningLogger() },
    ),
  );
  return findDay(database.pool, day.source, day.date);
};

const nobody = { reviewedBy: null, reviewedAt: null, closedBy: null, closedAt: null };
const mori = { ...nobody, reviewedBy: 'user:mori', reviewedAt: new Date(NOON) };

describe('the signatures of a day', () => {
  test('hold through a run that comes to the outcome that was signed, as the rules have it', async () => {
    expect(
      await after(accepted, matched('1', 'd1'), reviewed('1'), matched('2', 'd1')),
    ).toMatchObject({ state: 'reviewed', runNo: 2, revision: 3, ...mori });
  });

  test('are void after a run that comes to another, and after another file', async () => {
    const signed = [accepted, matched('1', 'd1'), reviewed('1')];
    expect(await after(...signed, matched('2', 'd2'))).toMatchObject({
      state: 'matched',
      runNo: 2,
      ...nobody,
    });
    expect(await after(accepted)).toMatchObject({ state: 'open', runNo: null, ...nobody });
  });

  test('name who closed the day until it is opened again', async () => {
    const story = [accepted, matched('1', 'd1'), reviewed('1'), closed];
    expect(await after(...story)).toMatchObject({
      state: 'closed',
      revision: 3,
      ...mori,
      closedBy: 'user:sato',
      closedAt: new Date(NOON),
    });
    expect(await after(...story, reopened)).toMatchObject({
      state: 'reopened',
      version: 2,
      revision: 4,
      ...nobody,
    });
  });

  test('a run after a reopening makes it matched, whatever it comes to', async () => {
    const story = [accepted, matched('1', 'd1'), reviewed('1'), closed, reopened];
    expect(await after(...story, matched('2', 'd1'))).toMatchObject({
      state: 'matched',
      version: 2,
      ...nobody,
    });
  });
});
