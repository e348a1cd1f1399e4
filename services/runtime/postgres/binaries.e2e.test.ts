import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { binariesAt, usableBinaries } from './binaries.ts';
import { runToEnd } from './processes.ts';
import { serverUserFor } from './serverUser.ts';

const folders: string[] = [];

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-binaries-'));
  folders.push(folder);
  return folder;
};

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The package as npm leaves it when it runs no install scripts: without symbolic links. */
async function installedWithoutScripts(folder: string) {
  const real = await usableBinaries(folder, undefined);
  const root = path.join(folder, 'native');
  cpSync(real.root, root, { recursive: true, verbatimSymlinks: true });
  for (const name of readdirSync(path.join(root, 'lib'))) {
    const file = path.join(root, 'lib', name);
    if (lstatSync(file).isSymbolicLink()) unlinkSync(file);
  }
  return binariesAt(root, real.version);
}

test('an install without scripts runs: the links are made at the first start', async () => {
  const folder = newFolder();
  const installed = await installedWithoutScripts(folder);
  const usable = await usableBinaries(folder, undefined, { installed });
  expect(usable).toStrictEqual(installed);
  const { exitCode, output } = await runToEnd(usable.initdb, ['--version']);
  expect({ exitCode, output }).toStrictEqual({
    exitCode: 0,
    output: 'initdb (PostgreSQL) 18.4\n',
  });
});

test('as root, programs in a folder that only root may enter are copied to an open one', async (context) => {
  if (process.getuid?.() !== 0) context.skip();
  const closed = newFolder();
  const openPlace = newFolder();
  chmodSync(openPlace, 0o755);
  const installed = await installedWithoutScripts(closed);
  const user = await serverUserFor(path.join(closed, 'none'));

  const usable = await usableBinaries(closed, user, { installed, openPlace });
  expect(path.dirname(usable.root)).toBe(openPlace);
  expect((await runToEnd(usable.initdb, ['--version'], { user })).exitCode).toBe(0);

  const again = await usableBinaries(closed, user, { installed, openPlace });
  expect(again).toStrictEqual(usable);
  expect(readdirSync(openPlace)).toHaveLength(1);
});

test('a copy that another user could have written is not trusted', async (context) => {
  if (process.getuid?.() !== 0) context.skip();
  const closed = newFolder();
  const openPlace = newFolder();
  chmodSync(openPlace, 0o755);
  const installed = await installedWithoutScripts(closed);
  const user = await serverUserFor(path.join(closed, 'none'));
  const { root } = await usableBinaries(closed, user, { installed, openPlace });
  chmodSync(root, 0o777);
  await expect(usableBinaries(closed, user, { installed, openPlace })).rejects.toThrow(
    /is not Chobo's own/,
  );
});
