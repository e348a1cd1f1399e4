import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createHarborApp, multipartOf, type HarborApp } from '../statements/harbor.given.ts';

let harbor: HarborApp;
let port: number;

beforeAll(async () => {
  harbor = await createHarborApp({
    config: {
      bodyTimes: {
        requestMs: 400,
        longBodyMs: 5_000,
        stretchMs: 300,
        leastBytesPerSecond: 1_000,
      },
    },
  });
  const url = await harbor.test.app.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(url).port);
});
afterAll(async () => {
  await harbor.test.close();
});

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Spoken = { readonly socket: Socket; readonly answer: Promise<string> };

/** Opens a connection and sends the head of a request whose body comes as the test likes. */
const speak = (path: string, type: string, length: number, key: string): Spoken => {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  const answer = new Promise<string>((resolve) => {
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
  socket.write(
    [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      `cookie: ${harbor.staff}`,
      `idempotency-key: ${key}`,
      `content-type: ${type}`,
      `content-length: ${length}`,
      'connection: close',
      '',
      '',
    ].join('\r\n'),
  );
  return { socket, answer };
};

const kept = async (): Promise<number> => {
  const { rows } = await harbor.test.database.pool.query<{ n: number }>(
    'select count(*)::int as n from app.statement_uploads',
  );
  return rows[0]?.n ?? 0;
};

const folders = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('chobo-upload-'));

const UPLOADS = '/api/v1/statement-uploads';

describe('a body that takes long', () => {
  it('of a file is waited for as long as it keeps coming', async () => {
    const { payload, type } = await multipartOf('x'.repeat(4_000), 'slow.csv');
    const { socket, answer } = speak(UPLOADS, type, payload.length, crypto.randomUUID());
    for (let at = 0; at < payload.length; at += 500) {
      socket.write(payload.subarray(at, at + 500));
      await rest(150);
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 202 /);
  });

  it('of a file that only drips is hung up on, and nothing of it is kept', async () => {
    const before = await kept();
    const { payload, type } = await multipartOf('x'.repeat(4_000), 'drip.csv');
    const { socket, answer } = speak(UPLOADS, type, payload.length, crypto.randomUUID());
    const dripping = setInterval(() => socket.write('x'), 100);
    const text = await answer;
    clearInterval(dripping);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('"code":"request_too_slow"');
    await vi.waitFor(async () => expect(await folders()).toEqual([]));
    expect(await kept()).toBe(before);
  });

  it('of anything else is hung up on however steadily it comes', async () => {
    const path = `${UPLOADS}/x/discarding`;
    const { socket, answer } = speak(path, 'application/json', 60_000, crypto.randomUUID());
    const sending = setInterval(() => socket.write(' '.repeat(500)), 50);
    const text = await answer;
    clearInterval(sending);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('a connection that breaks in the middle of a file', () => {
  it('leaves nothing behind, and the same request may be sent again', async () => {
    const before = await kept();
    const key = crypto.randomUUID();
    const { payload, type } = await multipartOf('x'.repeat(40_000), 'broken.csv');
    const { socket, answer } = speak(UPLOADS, type, payload.length, key);
    socket.write(payload.subarray(0, 20_000));
    await rest(150);
    socket.destroy();
    await answer;
    await vi.waitFor(async () => expect(await folders()).toEqual([]));
    expect(await kept()).toBe(before);
    await vi.waitFor(async () => {
      const again = await harbor.send(UPLOADS, 'x', { key });
      expect(again.statusCode).toBe(202);
    });
    expect(await kept()).toBe(before + 1);
  });

  it('before the answer has come has handed it in once', async () => {
    const before = await kept();
    const key = crypto.randomUUID();
    const { payload, type } = await multipartOf('whole', 'whole.csv');
    const { socket } = speak(UPLOADS, type, payload.length, key);
    await new Promise<void>((resolve) => socket.write(payload, () => resolve()));
    await vi.waitFor(async () => expect(await kept()).toBe(before + 1));
    socket.destroy();
    await vi.waitFor(async () => {
      const again = await harbor.send(UPLOADS, 'whole', { key, name: 'whole.csv' });
      expect(again.statusCode).toBe(202);
    });
    expect(await kept()).toBe(before + 1);
  });
});
