import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import { breakStream } from '@chobo/domain/streams';
import type { BreakEvent } from '@chobo/domain/break/events';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { listeningLogger, NOON, toAppend } from '../runner/events.given.ts';
import { createProjectionRunner, type ProjectionRunner } from '../runner/runner.ts';
import { handMatched, rejectedMatch, workedBreak } from './breaks.given.ts';
import { breaks } from './projection.ts';
import { breakWork } from './queries.ts';

const WAIT_MS = 30_000;
let database: TestDatabase;
let store: EventStore;
let runner: ProjectionRunner;

/** Appends to the break's stream and waits, so that each call is a batch of its own. */
const happen = async (breakId: string, ...events: readonly BreakEvent[]): Promise<void> => {
  const { position } = await store.append({
    stream: breakStream(breakId),
    expectedRevision: 'any',
    events: events.map((event) => toAppend(event)),
  });
  expect(await runner.waitFor(position, WAIT_MS)).toBe(true);
};

beforeAll(async () => {
  database = await createDatabase();
  const { pool } = database;
  store = createPostgresEventStore({ pool });
  runner = createProjectionRunner({
    pool,
    store,
    projections: [breaks],
    logger: listeningLogger(),
  });
  runner.start();
});
afterAll(async () => {
  await runner.stop();
  await store.close();
  await database.drop();
});

test('the work on breaks is told by break, and a rebuild tells the same', async () => {
  const first = workedBreak('b1');
  const second = workedBreak('b2');
  await happen('b1', first.assigned, first.commented);
  await happen('b1', first.proposed);
  await happen('b2', second.proposed, second.approved, second.resolved);
  await happen('b2', second.undone);
  await happen('b1', first.approved, first.resolved);

  const told = await breakWork(database.pool, ['b1', 'b2', 'b3']);
  const at = Date.parse(NOON);
  expect(Object.fromEntries(told)).toEqual({
    b1: {
      breakId: 'b1',
      status: 'resolved',
      assignee: 'user:mori',
      comments: 1,
      lastCommentAtMs: at,
      resolution: { kind: 'write_off', amount: -250 },
      amount: -250,
      currency: 'JPY',
      proposedBy: 'user:mori',
      proposedAtMs: at,
      approvedBy: 'user:sato',
      resolvedBy: 'user:sato',
      resolvedAtMs: at,
      updatedAtMs: at,
      revision: 4,
    },
    b2: {
      breakId: 'b2',
      status: 'open',
      assignee: null,
      comments: 0,
      lastCommentAtMs: null,
      resolution: null,
      amount: null,
      currency: null,
      proposedBy: null,
      proposedAtMs: null,
      approvedBy: null,
      resolvedBy: null,
      resolvedAtMs: null,
      updatedAtMs: at,
      revision: 3,
    },
  });
  await runner.rebuild();
  expect(await breakWork(database.pool, ['b1', 'b2', 'b3'])).toEqual(told);
});

test('what is matched by hand is numbered in the order of the log, until it is undone', async () => {
  const parts = (breakId: string) => handMatched(breakId, ['tu-1', 'tu-2'], [9]);
  const held = async () => {
    const { rows } = await database.pool.query<{ told: string }>(
      `select match_no || '-' || coalesce(until_no::text, '') || ' '
         || coalesce(item_id, file_line::text) as told
       from views.hand_matches order by match_no, part_no`,
    );
    return rows.map(({ told }) => told);
  };
  await happen('h1', parts('h1').matched);
  await happen('h1', parts('h1').undone);
  await happen('h2', parts('h2').matched);
  const expected = ['1-2 tu-1', '1-2 tu-2', '1-2 9', '3- tu-1', '3- tu-2', '3- 9'];
  expect(await held()).toEqual(expected);
  await runner.rebuild();
  expect(await held()).toEqual(expected);
});

test('what is rejected is numbered with what is matched by hand, and leaves the work open', async () => {
  const held = async () => {
    const { rows } = await database.pool.query<{ match_no: number; line_marks: string[] }>(
      'select match_no, line_marks from views.rejected_matches order by match_no',
    );
    return rows;
  };
  await happen('r1', rejectedMatch('r1'));
  await happen('h3', handMatched('h3', ['tu-5'], [12]).matched);
  const expected = [{ match_no: 4, line_marks: ['ab'] }];
  expect(await held()).toEqual(expected);
  const { rows } = await database.pool.query<{ no: number }>(
    `select max(match_no) as no from views.hand_matches where break_id = 'h3'`,
  );
  expect(rows).toEqual([{ no: 5 }]);
  expect((await breakWork(database.pool, ['r1'])).get('r1')).toMatchObject({
    status: 'open',
    revision: 0,
  });
  await runner.rebuild();
  expect(await held()).toEqual(expected);
});
