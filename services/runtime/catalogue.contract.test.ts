import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../fixtures/postgres/database.ts';
import type { TestDatabase } from '../../fixtures/postgres/database.ts';
import { publishDocuments, readDocuments } from './catalogue.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const offer = (price: number) => {
  const name = { en: 'Top-up', ja: 'チャージ', 'zh-CN': '充值' };
  const read = readDocuments(
    JSON.stringify({
      ...{ kind: 'offer', id: 'harbor-1000', brand: 'harbor-mobile', name },
      ...{ price, value: 1000, currency: 'JPY', validityDays: 90 },
    }),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.documents;
};

test('a change is a new version, the same again is none', async () => {
  const store = createPostgresEventStore({ pool: database.pool });
  const by = { actor: 'cli:tester', nowMs: Date.UTC(2026, 10, 18) };
  const ends: unknown[] = [];
  for (const price of [1000, 1000, 900]) {
    const [{ version, changed } = { version: 0, changed: false }] = await publishDocuments(
      store,
      offer(price),
      by,
    );
    ends.push({ version, changed });
  }
  expect(ends).toStrictEqual([
    { version: 1, changed: true },
    { version: 1, changed: false },
    { version: 2, changed: true },
  ]);
  await store.close();
});
