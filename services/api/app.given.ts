import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';

import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Logger } from 'pino';

import type { DomainEvent } from '@chobo/domain/kernel/decider';
import type { Instant } from '@chobo/domain/kernel/time';
import { START } from '@chobo/event-store/port';
import type { EventStore, Position } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { Role } from '@chobo/identity/roles';
import { createUser } from '@chobo/identity/users';
import { createProjectionRunner } from '@chobo/projections/runner/runner';
import type { ProjectionRunner } from '@chobo/projections/runner/runner';
import type { RunnerStatus } from '@chobo/projections/runner/status';

import { projectionsOver } from '@chobo/runtime/projections';
import { createDatabase } from '../../fixtures/postgres/database.ts';
import type { TestDatabase } from '../../fixtures/postgres/database.ts';
import { buildApp } from './app.ts';
import type { ApiConfig, ApiDependencies } from './dependencies.ts';

/** 18 November 2026, 10:00 in Japan. */
export const NOW_MS = Date.UTC(2026, 10, 18, 1, 0, 0);

export const PASSWORD = 'correct horse battery';

/** An event and the business time at which it happened. */
export type Fact = { readonly at: Instant; readonly event: DomainEvent };

export type TestApp = {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  /** The clock that the app reads; tests move it. */
  readonly time: { nowMs: number };
  /** Everything that was logged, as text. */
  readonly log: () => string;
  /** Makes a user of these roles and answers the cookie of a session of theirs. */
  readonly cookieOf: (...roles: Role[]) => Promise<string>;
  /** `GET` with the cookie. */
  readonly get: (url: string, cookie: string) => Promise<LightMyRequestResponse>;
  /** `POST` with the cookie and, unless the headers say another, an idempotency key of its own. */
  readonly post: (
    url: string,
    cookie: string,
    payload?: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
  /** The store and the views behind the app. */
  readonly views: () => Pick<Views, 'store' | 'runner'>;
  /** Appends facts to a stream and waits until the views hold them; answers their position. */
  readonly record: (stream: string, facts: readonly Fact[]) => Promise<Position>;
  readonly close: () => Promise<void>;
};

type Views = {
  readonly store: EventStore;
  readonly runner: ProjectionRunner;
  readonly close: () => Promise<void>;
};

const startViews = async ({ pool }: TestDatabase, logger: Logger): Promise<Views> => {
  const store = createPostgresEventStore({ pool, logger });
  const projections = projectionsOver(pool, store);
  const runner = createProjectionRunner({ pool, store, projections, logger });
  runner.start();
  await runner.waitForHead(30_000);
  return {
    store,
    runner,
    close: async () => {
      await runner.stop();
      await store.close();
    },
  };
};

const recordFacts = async (
  { store, runner }: Views,
  stream: string,
  facts: readonly Fact[],
): Promise<Position> => {
  const { position } = await store.append({
    stream,
    expectedRevision: 'any',
    events: facts.map(({ at, event: { type, data } }) => ({
      id: randomUUID(),
      type,
      data,
      metadata: {
        commandId: 'command-1',
        inputHash: '0'.repeat(64),
        schemaVersion: 1,
        correlationId: 'command-1',
        causationId: 'command-1',
        actor: 'cli:test',
        occurredAt: at,
      },
    })),
  });
  if (!(await runner.waitFor(position, 30_000))) throw new Error('The views did not follow');
  return position;
};

const ready: RunnerStatus = { owner: true, head: START, ready: true, projections: [] };

/** Views that are always where the log is, for tests that are not about them. */
export const VIEWS_READY: ApiDependencies['runner'] = {
  status: () => Promise.resolve(ready),
  waitFor: () => Promise.resolve(true),
  waitForHead: () => Promise.resolve(true),
};

/** The name of a cookie and its value, as a browser sends it back. */
export const cookieFrom = (response: LightMyRequestResponse): string =>
  String(response.headers['set-cookie']).split(';')[0] ?? '';

/** Logs in; each call from another address unless one is given, as the limits count them. */
export const logIn = (
  app: FastifyInstance,
  login: string,
  password = PASSWORD,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { login, password }, headers });

/** An app on a database of its own. */
export const createTestApp = async (
  given: {
    readonly config?: Partial<ApiConfig>;
    /** A real event store and real views over it; otherwise the views are not there. */
    readonly withViews?: boolean;
    readonly dependencies?: (database: TestDatabase) => Partial<ApiDependencies>;
  } = {},
): Promise<TestApp> => {
  const database = await createDatabase();
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const time = { nowMs: NOW_MS };
  const logger = pino({ level: 'trace' }, stream);
  const views = given.withViews === true ? await startViews(database, logger) : null;
  const store = views?.store ?? createPostgresEventStore({ pool: database.pool, logger });
  const app = await buildApp({
    pool: database.pool,
    store,
    runner: views?.runner ?? VIEWS_READY,
    logger,
    clock: () => time.nowMs,
    newId: randomUUID,
    config: {
      secureCookies: false,
      trustProxy: false,
      version: '9.9.9',
      passwordCost: CHEAP,
      ...given.config,
    },
    ...given.dependencies?.(database),
  });
  let users = 0;
  return {
    app,
    database,
    time,
    log: () => lines.join(''),
    cookieOf: async (...roles) => {
      users += 1;
      const login = `user-${users}`;
      const user = {
        login,
        name: 'A. Sato',
        roles,
        password: PASSWORD,
        by: 'cli:test',
        nowMs: NOW_MS,
      };
      await createUser(database.pool, { ...user, cost: CHEAP });
      return cookieFrom(await logIn(app, login));
    },
    views: () => {
      if (views === null) throw new Error('This app has no event store');
      return views;
    },
    record: async (stream, facts) => {
      if (views === null) throw new Error('This app has no event store');
      return recordFacts(views, stream, facts);
    },
    get: (url, cookie) => app.inject({ url, headers: { cookie } }),
    post: (url, cookie, payload = {}, headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { cookie, 'idempotency-key': randomUUID(), ...headers },
      }),
    close: async () => {
      await app.close();
      await views?.close();
      if (views === null) await store.close();
      await database.drop();
    },
  };
};

/** Hashes that take a millisecond. */
export const CHEAP = { N: 1024, r: 8, p: 1 };
