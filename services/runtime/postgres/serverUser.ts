import { readFile, stat } from 'node:fs/promises';
import { StartProblem } from '../startProblem.ts';
import { unlessAbsent } from './absent.ts';
import { runToEnd } from './processes.ts';
import type { ServerUser } from './processes.ts';

const NAME = 'postgres';

async function lookUp(test: (user: ServerUser) => boolean): Promise<ServerUser | undefined> {
  // Not every system keeps its users in this file; `id` is asked as well.
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find((user) => user.name !== '' && test(user));
}

async function lookUpByName(name: string): Promise<ServerUser | undefined> {
  const listed = await lookUp((user) => user.name === name);
  if (listed !== undefined) return listed;
  // Not in the file, but perhaps in a directory service.
  const [uid, gid] = await Promise.all([
    runToEnd('id', ['-u', name]),
    runToEnd('id', ['-g', name]),
  ]);
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}

async function create(): Promise<void> {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME],
    ],
    ['adduser', ['-S', '-D', '-H', NAME]],
  ];
  const outputs: string[] = [];
  for (const [program, parameters] of ways) {
    const { exitCode, output } = await runToEnd(program, parameters);
    // Another Chobo may have made it in the same moment.
    if (exitCode === 0 || (await lookUpByName(NAME)) !== undefined) return;
    outputs.push(`${program}: ${output.trim()}`);
  }
  throw new StartProblem(
    `PostgreSQL does not run as root, and the user "${NAME}" to run it as could not be created (${outputs.join('; ')}). Create it, start Chobo as an ordinary user, or set DATABASE_URL.`,
  );
}

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so root lends it to the
 * owner of the cluster, and for a new cluster to user `postgres`, which is
 * created when absent. Everybody else runs it as themselves (`undefined`).
 *
 * @param cluster PGDATA, which need not exist yet
 * @throws StartProblem when there is no such user and none can be made
 */
export async function serverUserFor(cluster: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await unlessAbsent(stat(cluster), undefined);
  if (owner !== undefined && owner.uid !== 0) {
    const known = await lookUp((user) => user.uid === owner.uid);
    return known ?? { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  const user = await lookUpByName(NAME);
  if (user !== undefined) return user;
  await create();
  const created = await lookUpByName(NAME);
  if (created === undefined) throw new StartProblem(`The user "${NAME}" is not there.`);
  return created;
}
