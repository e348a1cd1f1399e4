import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { root } from './cli.given.ts';
import { expectToldAsShown, shellCommands } from './readme.given.ts';

it('a shell runs every command of the README, in its order', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chobo-readme-'));
  try {
    const script = ['set -eu', 'set -o pipefail', 'set -x', ...(await shellCommands())].join('\n');
    const child = spawn('bash', ['-c', script], {
      cwd: root,
      // `mktemp -d` in the README makes its folders here, so that they go with the test.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code, stderr).toBe(0);
    expectToldAsShown(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
