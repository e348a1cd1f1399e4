import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { historyCsv } from '@chobo/fixtures/statements/historyCsv';
import { root, runChobo, startChobo } from './cli.given.ts';
import type { Ran } from './cli.given.ts';

let folder: string;
let home: TestDatabase;
const databases: TestDatabase[] = [];

const catalogue = path.join(root, 'fixtures/catalogue/harbor-mobile.json');
const harbor = ['--source', 'harbor', '--brand', 'harbor-mobile'];
const runOn = (
  { url }: TestDatabase,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> => runChobo(folder, args, { DATABASE_URL: url, ...more });
const chobo = (...args: string[]): Promise<Ran> => runOn(home, args);
const document = (ran: Ran): Record<string, unknown> =>
  JSON.parse(ran.stdout) as Record<string, unknown>;

const file = async (name: string, content: string): Promise<string> => {
  const place = path.join(folder, name);
  await writeFile(place, content);
  return place;
};

const newDatabase = async (): Promise<TestDatabase> => {
  const database = await createDatabase();
  databases.push(database);
  return database;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chobo-cli-'));
  home = await newDatabase();
  const published = await chobo('catalogue', 'publish', catalogue, '--json');
  expect(published).toMatchObject({ code: 0, stderr: '' });
});

afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  it('teaches: help has examples and exit code 0, wrong usage has 2', async () => {
    const helps = await Promise.all(
      [['--help'], ['reconcile', '--help'], ['history', 'import', '--help']].map((args) =>
        chobo(...args),
      ),
    );
    for (const help of helps) expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(helps[1]?.stdout).toContain('chobo reconcile --source harbor --date 2026-11-18');
    const wrong = await Promise.all(
      [
        [],
        ['nonsense'],
        ['reconcile', '--source', 'harbor', 'x.csv'],
        ['reconcile', '--nonsense'],
        ['reconcile', ...['--source', 'a', '--date', '2026-11-18', '--supersede'], 'x.csv'],
        ['reconcile', ...['--source', 'a', '--date', '2026-11-31'], 'x.csv'],
        ['statement', 'check', ...['--source', 'a', '--date', '18/11/2026'], 'x.csv'],
        ['user', 'add', 'x', '--name', 'X', '--role', 'king'],
        ['events', 'export', '--json'],
      ].map((args) => chobo(...args)),
    );
    for (const ran of wrong) {
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).not.toBe('');
    }
  });

  it('says in one sentence what is wrong with the environment', async () => {
    const ran = await runOn(home, ['verify', '--json'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(ran.code).toBe(1);
    expect(document(ran)).toMatchObject({ state: 'failed', problems: [{ code: 'configuration' }] });
    expect(ran.stderr).toContain('PORT must be a whole number');
  });
});

describe('catalogue publish', () => {
  it('publishes what has changed, and nothing when a document is faulty', async () => {
    const again = await chobo('catalogue', 'publish', catalogue, '--json');
    expect(again.code).toBe(0);
    const { documents } = document(again) as { documents: { changed: boolean }[] };
    expect(documents.length).toBeGreaterThan(3);
    expect(documents.every(({ changed }) => !changed)).toBe(true);

    const faulty = await file('faulty.json', '[{"kind":"brand","id":"Not An Id"}]');
    const refused = await chobo('catalogue', 'publish', faulty, '--json');
    expect(refused.code).toBe(1);
    const { problems } = document(refused) as { problems: { file: string; place: string }[] };
    expect(problems.map(({ file: name, place }) => [name, place])).toContainEqual([
      faulty,
      '[0].id',
    ]);

    const broken = await file('broken.json', '[{"kind": "brand",\n "id" 2}]');
    const people = await chobo('catalogue', 'publish', broken);
    expect(people).toMatchObject({ code: 1, stderr: '' });
    expect(people.stdout).toContain('line 2, column 7');
  });
});

describe('history import', () => {
  const rows = [1, 2, 3].map((n) => ({
    topUpId: `tu-${n}`,
    card: cardNumber(n),
    amount: 1_000,
    paidAt: '2026-01-10T10:00:00+09:00',
  }));

  it('imports, and changes nothing the second time', async () => {
    const history = await file('history.csv', historyCsv(rows));
    const first = await chobo('history', 'import', history, ...harbor, '--json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(document(first)).toMatchObject({ state: 'imported', rows: 3, imported: 3 });
    const second = await chobo('history', 'import', history, ...harbor);
    expect(second).toEqual({
      code: 0,
      stdout: 'Imported 0 top-ups of 3 rows; 3 rows were there already; 0 accounts opened.\n',
      stderr: '',
    });
  });

  it('prints the problems of a refused file, as a document or for people', async () => {
    const bad = await file('bad.csv', historyCsv([{ ...rows[0]!, topUpId: 'tu-9', amount: '0' }]));
    const json = await chobo('history', 'import', bad, ...harbor, '--json');
    expect(json).toMatchObject({ code: 1, stderr: '' });
    expect(document(json)).toMatchObject({
      state: 'refused',
      problems: [{ fileLine: 2, column: 'amount', value: '0', code: 'amount_zero' }],
    });
    const people = await chobo('history', 'import', bad, ...harbor);
    expect(people.code).toBe(1);
    expect(people.stdout).toContain('The amount must be more than 0.');
  });

  it('says that a file is missing, a folder, or not to be read', async () => {
    const missing = await chobo('history', 'import', '/no/such/file', ...harbor, '--json');
    expect(missing.code).toBe(1);
    expect(document(missing)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'file_unreadable', reason: expect.stringContaining('no such file') }],
    });
    const isFolder = await chobo('history', 'import', folder, ...harbor);
    expect(isFolder.code).toBe(1);
    expect(isFolder.stdout).toContain('it is a folder');
    if (process.getuid?.() !== 0) {
      const closed = await file('closed.csv', '');
      await chmod(closed, 0);
      const ran = await chobo('history', 'import', closed, ...harbor);
      expect(ran.stdout).toContain('may not read it');
    }
  });
});

describe('reconcile and statement check', () => {
  it('refuse what is no statement, with the reasons in the document', async () => {
    const page = await file('page.csv', '<!DOCTYPE html><title>502</title>');
    const day = ['--source', 'harbor', '--date', '2026-01-10'];
    const reconciled = await chobo('reconcile', ...day, '--json', page);
    expect(reconciled).toMatchObject({ code: 1, stderr: '' });
    expect(document(reconciled)).toMatchObject({ source: 'harbor', state: 'refused', breaks: [] });
    expect(document(reconciled).problems).not.toEqual([]);
    const checked = await chobo('statement', 'check', '--source', 'harbor', '--json', page);
    expect(checked).toMatchObject({ code: 1, stderr: '' });
    expect(document(checked)).toMatchObject({ source: 'harbor', state: 'refused' });
    const unknown = await chobo('statement', 'check', '--source', 'nobody', page);
    expect(unknown).toMatchObject({ code: 1, stderr: '' });
    expect(unknown.stdout).toContain('chobo catalogue publish FILE');
  });

  it('say of a missing file what history import says of it', async () => {
    const rans = await Promise.all(
      [
        ['reconcile', '--source', 'harbor', '--date', '2026-01-10'],
        ['statement', 'check', '--source', 'harbor'],
        ['history', 'import', ...harbor],
      ].map((args) => chobo(...args, '--json', '/no/such/file')),
    );
    for (const ran of rans) {
      expect(ran).toMatchObject({ code: 1, stderr: '' });
      expect(document(ran)).toMatchObject({
        state: 'refused',
        problems: [
          {
            fileLine: null,
            column: null,
            value: null,
            code: 'file_unreadable',
            reason: '/no/such/file cannot be read: there is no such file.',
          },
        ],
      });
    }
  });
});

describe('users', () => {
  it('are added once, get passwords, and are shut out', async () => {
    const add = ['user', 'add', 'sato', '--name', 'Sato Yuki', '--role', 'finance_staff'];
    const added = await chobo(...add, '--json');
    expect(added.code).toBe(0);
    const made = document(added) as { password: string; user: { login: string } };
    expect(made.user.login).toBe('sato');
    expect(made.password.length).toBeGreaterThan(15);
    const twice = await chobo(...add);
    expect(twice).toMatchObject({ code: 1, stdout: '' });
    expect(twice.stderr).toContain('there is a user of this login already');
    const reset = await runOn(
      home,
      ['user', 'reset-password', 'sato', '--password-stdin', '--json'],
      { input: 'a pass phrase of four words\n' },
    );
    expect(reset.code).toBe(0);
    expect(document(reset)).not.toHaveProperty('password');
    expect((await chobo('user', 'disable', 'sato')).code).toBe(0);
    expect((await chobo('user', 'disable', 'nobody')).code).toBe(1);
  });
});

describe('after an import', () => {
  it('all that must be true is true, also after a rebuild', async () => {
    expect((await chobo('rebuild', 'no-such')).code).toBe(1);
    expect(document(await chobo('rebuild', 'ledger', '--json'))).toEqual({
      state: 'rebuilt',
      projections: ['ledger'],
    });
    const verified = await chobo('verify', '--json');
    expect(document(verified)).toMatchObject({ ok: true });
    expect(verified).toMatchObject({ code: 0, stderr: '' });
  });

  it('balances whose validity ended expire, once', async () => {
    const late = { CHOBO_CLOCK: '2026-06-01T00:00:00+09:00' };
    const dry = await runOn(home, ['expire', '--dry-run', '--json'], late);
    const forfeited = { count: 3, totals: [{ amount: 3_000, currency: 'JPY' }] };
    expect(document(dry)).toMatchObject({ state: 'dry_run', ...forfeited });
    const real = await runOn(home, ['expire', '--json'], late);
    expect(document(real)).toMatchObject({ state: 'expired', ...forfeited });
    const again = await runOn(home, ['expire'], late);
    expect(again).toEqual({ code: 0, stdout: 'Nothing has ended.\n', stderr: '' });
  });

  it('all events go to a file and into an empty store, and come out the same', async () => {
    const exported = path.join(folder, 'events.ndjson');
    const out = await chobo('events', 'export', exported, '--json');
    expect(out).toMatchObject({ code: 0, stderr: '' });
    const { events, sha256 } = document(out) as { events: number; sha256: string };
    const text = await readFile(exported, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toEqual({ end: 'chobo-events/1', events, sha256 });
    expect(lines).toHaveLength(events + 1);
    // Nothing half-written is left beside it.
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);

    const other = await newDatabase();
    const cut = await file('cut.ndjson', lines.slice(0, -2).join('\n'));
    const refused = await runOn(other, ['events', 'import', cut, '--json']);
    expect(refused.code).toBe(1);
    expect(document(refused)).toMatchObject({ problems: [{ code: 'file_damaged' }] });
    const changed = await file('changed.ndjson', text.replace('"price":1000', '"price":1001'));
    expect((await runOn(other, ['events', 'import', changed])).code).toBe(1);

    const first = await runOn(other, ['events', 'import', exported, '--json']);
    expect(document(first)).toEqual({ state: 'imported', events, alreadyThere: 0, sha256 });
    const second = await runOn(other, ['events', 'import', exported, '--json']);
    expect(document(second)).toEqual({ state: 'imported', events, alreadyThere: events, sha256 });
    expect(document(await runOn(other, ['verify', '--json']))).toMatchObject({ ok: true });

    const third = await newDatabase();
    await runOn(third, ['catalogue', 'publish', catalogue]);
    const foreign = await runOn(third, ['events', 'import', exported, '--json']);
    expect(foreign.code).toBe(1);
    expect(document(foreign)).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
  });

  it('a file that cannot be written is told in a sentence', async () => {
    const ran = await chobo('events', 'export', '/no/such/folder/x', '--json');
    expect(ran.code).toBe(1);
    expect(document(ran)).toMatchObject({
      problems: [
        {
          code: 'file_unwritable',
          reason: '/no/such/folder/x cannot be written: there is no such folder.',
        },
      ],
    });
  });

  it('demo data do not go into a store that has data of its own', async () => {
    const ran = await chobo('seed', '--json');
    expect(ran.code).toBe(1);
    expect(document(ran)).toMatchObject({ problems: [{ code: 'store_not_empty' }] });
  });

  it('a reader who leaves early is no fault of the command', async () => {
    const child = startChobo(folder, ['events', 'export'], { DATABASE_URL: home.url });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout?.destroy();
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect({ code, signal, stderr }).toEqual({ code: 1, signal: null, stderr: '' });
  });

  it('Ctrl-C ends a command, and nothing is left of a file it was writing', async () => {
    const place = path.join(folder, 'interrupted.ndjson');
    const left = async (): Promise<readonly string[]> =>
      (await readdir(folder)).filter((name) => name.startsWith('interrupted'));
    // Reading the events waits for this lock, so the command is in the middle of its work.
    const blocker = await home.pool.connect();
    try {
      await blocker.query('begin; lock table events.events in access exclusive mode');
      const child = startChobo(folder, ['events', 'export', place], { DATABASE_URL: home.url });
      const ended = once(child, 'exit');
      await vi.waitFor(async () => expect(await left()).toHaveLength(1), { timeout: 60_000 });
      child.kill('SIGINT');
      expect(await ended).toEqual([130, null]);
      expect(await left()).toEqual([]);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  });
});
