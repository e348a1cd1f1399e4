import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { endAll, endsWithTest, newFolder, ready, run, server } from './main.given.ts';
import { openEmbeddedPostgres } from './postgres/embedded.ts';
import { postmasterOf } from './postgres/postmaster.given.ts';
import { isPostgres } from './postgres/processes.ts';
import { testSettings } from './postgres/settings.ts';
import { waitFor } from './postgres/waiting.ts';

afterEach(endAll);

test('an empty data directory becomes a demo that answers, and SIGTERM ends all of it', async () => {
  const folder = newFolder();
  const demo = server({ CHOBO_DATA_DIR: folder });
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
  demo.child.kill('SIGTERM');
  expect(await demo.ended).toBe(0);
  expect(await isPostgres(postgres)).toBe(false);

  const again = server({ CHOBO_DATA_DIR: folder });
  expect(await ready(await again.address())).toBe(true);
  expect(again.said()).not.toContain('Demo: ');
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);

  const open = server({ CHOBO_DATA_DIR: folder, HOST: '0.0.0.0' });
  expect(await open.ended).toBe(1);
  expect(open.said()).toContain('is not opened to the network');
});

test('Ctrl-C at the terminal ends Chobo in order, though it reaches the whole group', async () => {
  const folder = newFolder();
  const started = server({ CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0' }, true);
  await started.address();
  const postgres = postmasterOf(folder);
  const { pid } = started.child;
  // Twice, as npm passes it on a second time.
  if (pid !== undefined) for (const group of [-pid, -pid]) process.kill(group, 'SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.said()).not.toContain('"level":50');
  expect(await isPostgres(postgres)).toBe(false);
});

test('kill of npm start ends Chobo too, though npm does not pass it on', async (context) => {
  if (process.platform === 'win32') context.skip();
  const folder = newFolder();
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: '0', CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  endsWithTest(npm);
  let text = '';
  npm.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const started = await waitFor(
    () => Promise.resolve(text.includes('listens at') ? true : undefined),
    120_000,
  );
  expect(started).toBe(true);
  const postgres = postmasterOf(folder);
  npm.kill('SIGTERM');
  const gone = await waitFor(async () => ((await isPostgres(postgres)) ? undefined : true), 60_000);
  expect(gone).toBe(true);
});

test('commands join the running server, a second server is refused and told why', async () => {
  const folder = newFolder();
  const first = server({ CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0' });
  await first.address();
  const postgres = postmasterOf(folder);

  const command = run('command.given.ts', { CHOBO_DATA_DIR: folder });
  expect(await command.ended).toBe(0);
  expect(JSON.parse(command.said())).toMatchObject({ events: 0 });
  expect(postmasterOf(folder)).toBe(postgres);

  const second = server({ CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0' });
  expect(await second.ended).toBe(1);
  expect(second.said()).toBe(
    `Chobo cannot start: Chobo is running already on the data directory ${folder} (chobo server, process ${String(first.child.pid)}). Stop that one, or set CHOBO_DATA_DIR and PORT to start a second one beside it.\n`,
  );
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(await isPostgres(postgres)).toBe(false);
});

test('a server killed with SIGKILL is followed by one that finds everything', async () => {
  const folder = newFolder();
  const killed = server({ CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0' });
  await killed.address();
  const postgres = postmasterOf(folder);
  killed.child.kill('SIGKILL');
  await killed.ended;

  const next = server({ CHOBO_DATA_DIR: folder, CHOBO_DEMO: '0' });
  expect(await ready(await next.address())).toBe(true);
  expect(postmasterOf(folder)).toBe(postgres);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(await isPostgres(postgres)).toBe(false);
});

test('DATABASE_URL replaces the embedded server', async () => {
  const folder = newFolder();
  const quiet = () => undefined;
  const own = await openEmbeddedPostgres({
    dataDirectory: newFolder(),
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    applicationName: 'tests',
    settings: testSettings(),
  });
  try {
    const chobo = server({ CHOBO_DATA_DIR: path.join(folder, 'unused'), DATABASE_URL: own.url });
    expect(await ready(await chobo.address())).toBe(true);
    expect(chobo.said()).not.toContain('demo');
    chobo.child.kill('SIGTERM');
    expect(await chobo.ended).toBe(0);
    expect(existsSync(path.join(folder, 'unused'))).toBe(false);
    expect(await isPostgres(own.pid)).toBe(true);
  } finally {
    await own.close();
  }
});

test('a DATABASE_URL that leads nowhere is told without its password', async () => {
  const wrong = server({ DATABASE_URL: 'postgresql://chobo:hunter2@127.0.0.1:1/chobo' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.said()).toBe(
    'Chobo cannot start: The database of DATABASE_URL (chobo@127.0.0.1:1/chobo) cannot be used: nothing listens there; start it, or correct host and port.\n',
  );
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

test('a data directory that cannot be made is told', async (context) => {
  const folder = newFolder();
  chmodSync(folder, 0o500);
  // Root may write everywhere but below a file.
  const impossible =
    process.getuid?.() === 0 ? path.join('/etc/passwd', 'data') : path.join(folder, 'data');
  if (process.platform === 'win32') context.skip();
  const refused = server({ CHOBO_DATA_DIR: impossible });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(
    `Chobo cannot start: The data directory ${impossible} cannot be made or written`,
  );
});

test('every fault of the environment is told, and nothing else', async () => {
  const faulty = server({ PORT: 'http', CHOBO_DEMO: 'please' });
  expect(await faulty.ended).toBe(1);
  expect(faulty.said().trim().split('\n')).toStrictEqual([
    'Chobo cannot start: PORT must be a whole number from 0 to 65535, not "http".',
    'Chobo cannot start: CHOBO_DEMO must be 1 (demo data) or 0 (none), not "please".',
  ]);
});
