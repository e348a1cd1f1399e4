import { afterAll, beforeAll, expect, it } from 'vitest';

import { createTestApp, type TestApp } from '../../app.given.ts';

let test: TestApp;
let sato: string;
let mori: string;
beforeAll(async () => {
  test = await createTestApp();
  [sato, mori] = [await test.cookieOf('support_agent'), await test.cookieOf('finance_staff')];
});
afterAll(async () => {
  await test.close();
});

const save = (cookie: string, view: object, headers = {}) =>
  test.post('/api/v1/saved-views', cookie, view, headers);

const namesOf = async (cookie: string, list: string) => {
  const { data } = (await test.get(`/api/v1/saved-views?list=${list}`, cookie)).json<{
    data: { id: string; name: string; search: string }[];
  }>();
  return data;
};

const forget = (cookie: string, id: string) =>
  test.app.inject({
    method: 'DELETE',
    url: `/api/v1/saved-views/${id}`,
    headers: { cookie },
  });

it('is kept for one person and one list, by name', async () => {
  const mine = { list: 'refunds', name: ' 承認待ち ', search: '?filter={"state":"requested"}' };
  const saved = await save(sato, mine);
  expect([saved.statusCode, saved.json()]).toMatchObject([201, { name: '承認待ち' }]);
  await save(sato, { list: 'refunds', name: 'All', search: '' });
  await save(sato, { list: 'breaks', name: 'All', search: '' });
  await save(mori, { list: 'refunds', name: 'Mine', search: '' });
  expect((await namesOf(sato, 'refunds')).map(({ name }) => name)).toEqual(['All', '承認待ち']);
  expect(await namesOf(sato, 'cards')).toEqual([]);
});

it('one of the same name is replaced and keeps its id', async () => {
  const [before] = await namesOf(sato, 'breaks');
  const again = await save(sato, { list: 'breaks', name: 'All', search: '?sort=date' });
  expect(again.json()).toMatchObject({ id: before?.id, search: '?sort=date' });
});

it('sent twice by one key it is answered the same', async () => {
  const key = { 'idempotency-key': 'double-click-1' };
  const view = { list: 'cards', name: 'Twice', search: '' };
  const [first, second] = [await save(sato, view, key), await save(sato, view, key)];
  expect(second.json()).toEqual(first.json());
  expect(await namesOf(sato, 'cards')).toHaveLength(1);
});

it('is forgotten by whom it belongs to, and by nobody else', async () => {
  const [view] = await namesOf(mori, 'refunds');
  const id = view?.id ?? '';
  expect((await forget(sato, id)).json()).toMatchObject({ code: 'saved_view_not_found' });
  expect((await forget(mori, id)).statusCode).toBe(204);
  expect((await forget(mori, id)).statusCode).toBe(404);
  expect(await namesOf(mori, 'refunds')).toEqual([]);
});

it.each<[string, object]>([
  ['no name', { list: 'cards', name: '  ', search: '' }],
  ['a long name', { list: 'cards', name: 'x'.repeat(61), search: '' }],
  ['a list that cannot be', { list: '../users', name: 'x', search: '' }],
  ['a long search', { list: 'cards', name: 'x', search: 'x'.repeat(2_001) }],
  ['more than it has', { list: 'cards', name: 'x', search: '', userId: 'other' }],
])('refuses %s', async (_case, view) => {
  expect((await save(mori, view)).json()).toMatchObject({ code: 'invalid_request' });
});

it('nobody keeps more than a hundred', async () => {
  const cookie = await test.cookieOf('auditor');
  await test.database.pool.query(
    `insert into app.saved_views
       select gen_random_uuid(), id, 'cards', 'view ' || n, '', now()
         from app.users, generate_series(1, 100) n where login = 'user-3'`,
  );
  const refused = await save(cookie, { list: 'cards', name: 'one more', search: '' });
  expect(refused.json()).toMatchObject({ code: 'too_many_saved_views', facts: { most: 100 } });
  const replaced = await save(cookie, { list: 'cards', name: 'view 7', search: '?x' });
  expect(replaced.statusCode).toBe(201);
});
