import { readFile } from 'node:fs/promises';

import type { LightMyRequestResponse } from 'fastify';

import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import { createUploadJob } from '@chobo/worker/jobs/statement-uploads/uploadJob';
import type { Worker } from '@chobo/worker/worker';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';

type Given = Parameters<typeof createTestApp>[0];

/** An app of a shop that sells for Harbor Mobile, with two days sold and no file received. */
export type HarborApp = {
  readonly test: TestApp;
  /** Cookie of somebody who may receive statements. */
  readonly staff: string;
  /** The job of a worker that looks at what is handed in; not started. */
  readonly job: () => Worker;
  /** Sends bytes as the file of a multipart request. */
  readonly send: (
    url: string,
    bytes: Uint8Array | string,
    asked?: { readonly cookie?: string; readonly name?: string; readonly key?: string },
  ) => Promise<LightMyRequestResponse>;
};

const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../fixtures/${name}`, import.meta.url));

/** A file of the fixtures, e.g. `harbor_20261118.csv`. */
export const harborFixture = (name: string): Promise<Buffer> =>
  fixture(`statements/harbor-mobile/${name}`);

/** A body and its type, as a browser sends a file. */
export const multipartOf = async (
  bytes: Uint8Array | string,
  name: string,
): Promise<{ readonly payload: Buffer; readonly type: string }> => {
  const form = new FormData();
  form.set('file', new File([Buffer.from(bytes as Uint8Array)], name, { type: 'text/csv' }));
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return {
    payload: Buffer.from(await request.arrayBuffer()),
    type: request.headers.get('content-type') ?? '',
  };
};

export const createHarborApp = async (given: Given = {}): Promise<HarborApp> => {
  const test = await createTestApp({ ...given, withViews: true });
  const staff = await test.cookieOf('finance_staff');
  const { store, runner } = test.views();
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const documents = readDocuments((await fixture('catalogue/harbor-mobile.json')).toString());
  if (!documents.ok) throw new Error(JSON.stringify(documents.faults));
  await publishDocuments(store, documents.documents, { actor: 'cli:test', nowMs: NOW_MS });
  const history = await harborFixture('history.csv');
  await importHistory(
    {
      pool: test.database.pool,
      store,
      projections: runner,
      clock: () => NOW_MS,
      logger,
      refreshDays: () => Promise.resolve(),
    },
    {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: 'cli:test',
      file: {
        name: 'history.csv',
        size: history.length,
        open: async function* () {
          yield await Promise.resolve(history);
        },
      },
    },
  );
  await runner.waitForHead(30_000);
  return {
    test,
    staff,
    job: () =>
      createUploadJob({
        pool: test.database.pool,
        store,
        projections: runner,
        clock: () => test.time.nowMs,
        newId: () => crypto.randomUUID(),
        logger,
        intervalMs: 20,
      }),
    send: async (url, bytes, { cookie = staff, name = 'harbor.csv', key } = {}) => {
      const { payload, type } = await multipartOf(bytes, name);
      return test.app.inject({
        method: 'POST',
        url,
        payload,
        headers: {
          cookie,
          'idempotency-key': key ?? crypto.randomUUID(),
          'content-type': type,
        },
      });
    },
  };
};
