import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { root } from './cli.given.ts';

/** What installs, starts and tests Chobo is run by `.ci/run` and other tests, not inside a test. */
const RUN_ELSEWHERE = /^npm ci && npm (start|test)$/;

const shellCommands = (readme: string): readonly string[] =>
  [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.trimEnd().split('\n'))
    .filter((line) => line !== '' && !RUN_ELSEWHERE.test(line));

it(
  'every command of the README does what it is shown for, in its order',
  { timeout: 600_000 },
  async () => {
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    const commands = shellCommands(readme);
    expect(commands.length).toBeGreaterThan(10);
    const folder = await mkdtemp(path.join(tmpdir(), 'chobo-readme-'));
    try {
      const script = ['set -eu', 'set -o pipefail', 'set -x', ...commands].join('\n');
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
      expect(stdout).toContain('Matched exactly    2,007');
      expect(stdout).toContain('"exact": 1800');
      expect(stdout).toContain('All is well');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
