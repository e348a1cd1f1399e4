import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, describe, expect, test } from 'vitest';
import { endAll, endsWithTest, newFolder, ready, run, server } from './main.given.ts';
import type { Part } from './parts.given.ts';
import { postmasterOf } from './postgres/postmaster.given.ts';
import { isPostgres } from './postgres/processes.ts';
import { waitFor } from './postgres/waiting.ts';

afterAll(endAll);

describe('one data directory, from life to life', () => {
  const folder = newFolder();
  let running: Part;

  test('empty, it becomes a demo that answers; Ctrl-C ends all of it in order, though it reaches the whole group', async () => {
    const demo = server({ CHOBO_DATA_DIR: folder }, true);
    const url = await demo.address();
    expect(await ready(url)).toBe(true);
    expect(demo.said()).toContain('demo-finance-manager');

    const login = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ login: 'demo-auditor', password: 'chobo-demo-2026' }),
    });
    expect(login.ok).toBe(true);

    const postgres = postmasterOf(folder);
    const { pid } = demo.child;
    // Twice, as npm passes it on a second time.
    if (pid !== undefined) for (const group of [-pid, -pid]) process.kill(group, 'SIGINT');
    expect(await demo.ended).toBe(0);
    expect(demo.said()).not.toContain('"level":50');
    expect(await isPostgres(postgres)).toBe(false);
  });

  test('a command joins the running server, a second server is refused and told why', async () => {
    running = server({ CHOBO_DATA_DIR: folder });
    expect(await ready(await running.address())).toBe(true);
    expect(running.said()).not.toContain('Demo: ');
    const postgres = postmasterOf(folder);

    const command = run('command.given.ts', { CHOBO_DATA_DIR: folder });
    const second = server({ CHOBO_DATA_DIR: folder });
    expect(await command.ended).toBe(0);
    const { events } = JSON.parse(command.said()) as { readonly events: number };
    expect(events).toBeGreaterThan(3_845);
    expect(await second.ended).toBe(1);
    expect(second.said()).toBe(
      `Chobo cannot start: Chobo is running already on the data directory ${folder} (chobo server, process ${String(running.child.pid)}). Stop that one, or set CHOBO_DATA_DIR and PORT to start a second one beside it.\n`,
    );
    expect(postmasterOf(folder)).toBe(postgres);
  });

  test('killed with SIGKILL, it is followed by an npm start that finds everything and ends with npm, though npm does not pass it on', async (context) => {
    if (process.platform === 'win32') context.skip();
    const postgres = postmasterOf(folder);
    running.child.kill('SIGKILL');
    await running.ended;

    const root = fileURLToPath(new URL('../..', import.meta.url));
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, PORT: '0', CHOBO_DATA_DIR: folder, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    endsWithTest(npm);
    let text = '';
    npm.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const url = await waitFor(() => Promise.resolve(/listens at (\S+)\n/.exec(text)?.[1]), 120_000);
    expect(await ready(url ?? '')).toBe(true);
    expect(text).not.toContain('Demo: ');
    expect(text).toContain('demo-finance-manager');
    expect(postmasterOf(folder)).toBe(postgres);
    npm.kill('SIGTERM');
    const gone = await waitFor(
      async () => ((await isPostgres(postgres)) ? undefined : true),
      60_000,
    );
    expect(gone).toBe(true);
  });
});

test('DATABASE_URL replaces the embedded server', async () => {
  const database = await createDatabase();
  try {
    const unused = path.join(newFolder(), 'unused');
    const chobo = server({ CHOBO_DATA_DIR: unused, DATABASE_URL: database.url });
    expect(await ready(await chobo.address())).toBe(true);
    expect(chobo.said()).not.toContain('demo');
    chobo.child.kill('SIGTERM');
    expect(await chobo.ended).toBe(0);
    expect(existsSync(unused)).toBe(false);
    expect((await database.pool.query('SELECT 1 AS up')).rows).toStrictEqual([{ up: 1 }]);
  } finally {
    await database.drop();
  }
});

test('a port in use is told before anything is made', async () => {
  const folder = newFolder();
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
  const { port } = occupant.address() as { port: number };
  const refused = server({ CHOBO_DATA_DIR: path.join(folder, 'data'), PORT: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toBe(
    `Chobo cannot start: Port ${port} on 127.0.0.1 is in use by another program. Stop that one, or set PORT to another number.\n`,
  );
  expect(existsSync(path.join(folder, 'data'))).toBe(false);
  occupant.close();
});
