import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EventStoreUnavailable } from '@chobo/event-store/errors';
import { START } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { RunnerStatus } from '@chobo/projections/runner/status';

import { createTestApp, VIEWS_READY, type TestApp } from './app.given.ts';

const POSITION = '0000000000000007/0000000000000007';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(async () => {
  await test.close();
});

describe('readiness', () => {
  const status = (changes: Partial<RunnerStatus>) => () =>
    Promise.resolve({ owner: false, head: START, ready: false, projections: [], ...changes });

  const view = (name: string, state: RunnerStatus['projections'][number]['state']) => ({
    name,
    state,
    position: null,
    failure: null,
  });

  it.each<[string, Partial<RunnerStatus>, string]>([
    ['views that lag', {}, 'behind the events'],
    ['views that nobody made', { projections: [view('cards', 'absent')] }, 'being built: cards'],
    [
      'a view that fails',
      { projections: [view('cards', 'loading'), view('ledger', 'failing')] },
      'stand still at an event: ledger',
    ],
  ])('%s', async (_case, changes, reason) => {
    const behind = await createTestApp({
      dependencies: () => ({ runner: { ...VIEWS_READY, status: status(changes) } }),
    });
    try {
      const response = await behind.app.inject('/health/ready');
      expect(response.statusCode).toBe(503);
      expect(response.json()).toEqual({
        status: 'not_ready',
        parts: {
          database: { ready: true },
          eventStore: { ready: true },
          projections: { ready: false, reason },
        },
      });
    } finally {
      await behind.close();
    }
  });

  it('all parts answer', async () => {
    const response = await test.app.inject('/health/ready');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ status: 'ready' });
  });

  it('an event store that is away is told apart from the database', async () => {
    const away = await createTestApp({
      dependencies: ({ pool }) => ({
        store: {
          ...createPostgresEventStore({ pool }),
          head: () => Promise.reject(new EventStoreUnavailable('host')),
        },
      }),
    });
    try {
      const { parts } = (await away.app.inject('/health/ready')).json<{ parts: unknown }>();
      expect(parts).toEqual({
        database: { ready: true },
        eventStore: { ready: false, reason: 'does not answer' },
        projections: { ready: true },
      });
    } finally {
      await away.close();
    }
  });

  it('a database that is gone is said, and the process still lives', async () => {
    const gone = await createTestApp();
    const cookie = await gone.cookieOf('auditor');
    await gone.database.drop();
    const ready = await gone.app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      parts: { database: { ready: false, reason: 'does not answer' } },
    });
    expect((await gone.app.inject('/health/live')).statusCode).toBe(200);
    expect((await gone.get('/api/v1/me', cookie)).statusCode).toBeGreaterThanOrEqual(500);
    await gone.app.close();
  });
});

describe('a reader that passes a position', () => {
  it('waits for the views, and no longer than it may', async () => {
    const waited: unknown[] = [];
    let reached = true;
    const waiting = await createTestApp({
      withViews: true,
      config: { waitTimeoutMs: 123 },
      dependencies: () => ({
        runner: {
          ...VIEWS_READY,
          waitFor: (...asked) => {
            waited.push(asked);
            return Promise.resolve(reached);
          },
        },
      }),
    });
    try {
      const cookie = await waiting.cookieOf('admin');
      const url = `/api/v1/cards?after=${encodeURIComponent(POSITION)}`;
      expect((await waiting.get(url, cookie)).statusCode).toBe(200);
      expect(waited).toEqual([[POSITION, 123]]);
      reached = false;
      const late = await waiting.get(url, cookie);
      expect(late.statusCode).toBe(504);
      expect(late.json()).toMatchObject({ code: 'view_behind' });
      expect(late.headers['retry-after']).toBe('1');
      expect((await waiting.get('/api/v1/cards?after=7', cookie)).statusCode).toBe(400);
      expect(waited).toHaveLength(2);
    } finally {
      await waiting.close();
    }
  });
});

describe('views that are not built', () => {
  it('are said to be, not mistaken for a fault', async () => {
    const response = await test.get('/api/v1/cards', await test.cookieOf('auditor'));
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'views_not_built' });
  });
});

describe('closing', () => {
  it('finishes what is under way, sends new requests elsewhere and says so', async () => {
    // The second step of closing is held, so that what is answered meanwhile can be looked at.
    let release: (reached: boolean) => void = () => undefined;
    const held = await createTestApp({
      withViews: true,
      dependencies: () => ({
        runner: {
          ...VIEWS_READY,
          waitFor: () =>
            new Promise((resolve) => {
              release = resolve;
            }),
        },
      }),
    });
    let proceed: () => void = () => undefined;
    held.app.addHook('preClose', (done) => {
      proceed = done;
    });
    const cookie = await held.cookieOf('admin');
    await held.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = held.app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/v1/cards?after=${encodeURIComponent(POSITION)}`;
    const underWay = fetch(url, { headers: { cookie } });
    const waiting = release;
    while (release === waiting) await new Promise(setImmediate);

    const closed = held.app.close();
    while (!held.app.isDraining()) await new Promise(setImmediate);
    const codes = await Promise.all(
      ['/health/ready', '/api/v1/me'].map(async (path) => {
        const response = await fetch(`http://127.0.0.1:${port}${path}`);
        const { status, code } = (await response.json()) as Record<string, unknown>;
        return [response.status, code ?? status];
      }),
    );
    expect(codes).toEqual([
      [503, 'shutting_down'],
      [503, 'shutting_down'],
    ]);
    proceed();

    release(true);
    expect((await underWay).status).toBe(200);
    await closed;
    await held.database.drop();
  });
});
