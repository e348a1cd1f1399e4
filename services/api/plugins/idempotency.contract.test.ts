import { randomUUID } from 'node:crypto';

import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import type { User } from '@chobo/identity/users';

import { Problem } from '../problems.ts';
import { errors } from './errors.ts';
import { idempotency } from './idempotency.ts';
import { space } from './space.ts';
import fp from 'fastify-plugin';

let database: TestDatabase;
let app: FastifyInstance;
let nowMs = Date.UTC(2026, 10, 18);
let login = 'sato';
/** What the route does with its n-th call. */
let work: (call: number) => Promise<{ call: number }>;
let calls = 0;
/** Reads the body of a route that does so by itself. */
let readFile: (body: string) => Promise<string>;

/** Stands where the login is looked up: who asks is said by the test. */
const loggedIn = fp(
  async (instance) => {
    await instance.register(cookie);
    instance.decorateRequest('session', null);
    instance.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'logged_in' };
    });
    instance.addHook('onRequest', (request, _reply, proceed) => {
      const user: User = {
        id: 'u',
        login,
        name: login,
        roles: [],
        createdAtMs: 0,
        disabledAtMs: null,
        createdBy: 'cli:test',
        version: 1,
        changedBy: 'cli:test',
        changedAtMs: 0,
        passwordChangeDue: false,
        lastLoginAtMs: null,
      };
      request.session = { id: 's', user, expiresAtMs: 0 };
      proceed();
    });
  },
  { name: 'authentication' },
);

beforeAll(async () => {
  database = await createDatabase();
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(space, database);
  await app.register(errors);
  await app.register(loggedIn);
  await app.register(idempotency, { pool: database.pool, clock: () => nowMs });
  app.post('/work', { config: { access: 'logged_in' } }, () => {
    calls += 1;
    return work(calls);
  });
  app.post<{ Body: string }>(
    '/files',
    { config: { access: 'logged_in', longBody: true } },
    async (request, reply) => {
      const body = await readFile(request.body);
      if ((await request.tellBody?.(body)) === false) return reply;
      calls += 1;
      return work(calls);
    },
  );
});
beforeEach(() => {
  calls = 0;
  login = 'sato';
  work = (call) => Promise.resolve({ call });
  readFile = (body) => Promise.resolve(body);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const post = (key: string | undefined, payload: object = { amount: 500 }) =>
  app.inject({
    method: 'POST',
    url: '/work',
    payload,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

it('the same request again gets the first answer and does nothing', async () => {
  const key = randomUUID();
  const first = await post(key);
  const again = await post(key);
  expect([first.json(), again.json()]).toEqual([{ call: 1 }, { call: 1 }]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(calls).toBe(1);
});

it('two at once do the work once, and the second is told to ask again', async () => {
  const key = randomUUID();
  let finish = (): void => undefined;
  const begun = new Promise<void>((resolveBegun) => {
    work = (call) => {
      resolveBegun();
      return new Promise((resolve) => {
        finish = () => resolve({ call });
      });
    };
  });
  const first = post(key);
  await begun;
  const second = await post(key);
  expect(second.statusCode).toBe(409);
  expect(second.json()).toMatchObject({ code: 'request_in_progress' });
  finish();
  expect((await first).json()).toEqual({ call: 1 });
  expect((await post(key)).json()).toEqual({ call: 1 });
  expect(calls).toBe(1);
});

it('a key is one request: with other content it is refused, for another person it is another', async () => {
  const key = randomUUID();
  await post(key);
  expect((await post(key, { amount: 501 })).json()).toMatchObject({
    code: 'idempotency_key_reused',
    status: 422,
  });
  login = 'mori';
  expect((await post(key)).json()).toEqual({ call: 2 });
});

it('a refusal is not remembered', async () => {
  const key = randomUUID();
  work = (call) =>
    call === 1 ? Promise.reject(new Problem('forbidden')) : Promise.resolve({ call });
  expect((await post(key)).statusCode).toBe(403);
  expect((await post(key)).json()).toEqual({ call: 2 });
});

it('what a dead process left is done again after its time', async () => {
  const key = randomUUID();
  await post(key);
  await database.pool.query('update app.idempotency_keys set status = null, answer = null');
  expect((await post(key)).statusCode).toBe(409);
  nowMs += 31_000;
  expect((await post(key)).json()).toEqual({ call: 2 });
});

it.each([undefined, 'short', 'with space and more', 'x'.repeat(129)])(
  'is asked for: %s',
  async (key) => {
    const refused = await post(key);
    expect(refused.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'headers.idempotency-key' }],
    });
    expect(calls).toBe(0);
  },
);

describe('a body that its route reads by itself', () => {
  const send = (key: string, content: string, url = '/files') =>
    app.inject({
      method: 'POST',
      url,
      payload: JSON.stringify(content),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });

  const signal = () => {
    let give = (): void => undefined;
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    return { given, give };
  };

  /** Holds up the reading of the first body until it is let go. */
  const heldUp = () => {
    const [begun, goOn] = [signal(), signal()];
    let reads = 0;
    readFile = async (body) => {
      reads += 1;
      if (reads > 1) return body;
      begun.give();
      await goOn.given;
      return body;
    };
    return { begun: begun.given, letGo: goOn.give };
  };

  it('is what the key is for: the same is answered again, another is refused', async () => {
    const key = randomUUID();
    expect((await send(key, 'a')).json()).toEqual({ call: 1 });
    const again = await send(key, 'a');
    expect(again.json()).toEqual({ call: 1 });
    expect(again.headers['idempotency-replayed']).toBe('true');
    const reused = { code: 'idempotency_key_reused', status: 422 };
    expect((await send(key, 'b')).json()).toMatchObject(reused);
    expect((await send(key, 'a', '/files?other')).json()).toMatchObject(reused);
    expect((await send(key, 'a')).json()).toEqual({ call: 1 });
    expect(calls).toBe(1);
  });

  it('has its key while it is read: who sends it at the same time is told to ask again', async () => {
    const key = randomUUID();
    const { begun, letGo } = heldUp();
    const first = send(key, 'a');
    await begun;
    expect((await send(key, 'a')).json()).toMatchObject({ code: 'request_in_progress' });
    letGo();
    expect((await first).json()).toEqual({ call: 1 });
    expect((await send(key, 'a')).json()).toEqual({ call: 1 });
  });

  it('that was not read to its end leaves its key for whatever comes', async () => {
    const key = randomUUID();
    readFile = () => Promise.reject(new Problem('upload_interrupted'));
    expect((await send(key, 'a')).json()).toMatchObject({ code: 'upload_interrupted' });
    readFile = (body) => Promise.resolve(body);
    expect((await send(key, 'b')).json()).toEqual({ call: 1 });
  });

  it('of a process that died at work is taken up by the same only', async () => {
    const key = randomUUID();
    await send(key, 'a');
    await database.pool.query('update app.idempotency_keys set status = null, answer = null');
    expect((await send(key, 'a')).json()).toMatchObject({ code: 'request_in_progress' });
    nowMs += 31_000;
    expect((await send(key, 'b')).json()).toMatchObject({ code: 'idempotency_key_reused' });
    expect((await send(key, 'a')).json()).toEqual({ call: 2 });
  });

  it('that takes so long that the same overtakes it does its work once', async () => {
    const key = randomUUID();
    const { begun, letGo } = heldUp();
    const first = send(key, 'a');
    await begun;
    nowMs += 31_000;
    expect((await send(key, 'a')).json()).toEqual({ call: 1 });
    letGo();
    const late = await first;
    expect(late.json()).toEqual({ call: 1 });
    expect(late.headers['idempotency-replayed']).toBe('true');
    expect(calls).toBe(1);
  });

  it('that is overtaken by one still being read is told to ask again', async () => {
    const key = randomUUID();
    const slow = heldUp();
    const first = send(key, 'a');
    await slow.begun;
    nowMs += 31_000;
    const other = heldUp();
    const second = send(key, 'a');
    await other.begun;
    slow.letGo();
    expect((await first).json()).toMatchObject({ code: 'request_in_progress' });
    other.letGo();
    expect((await second).json()).toEqual({ call: 1 });
    expect((await send(key, 'a')).json()).toEqual({ call: 1 });
  });
});
