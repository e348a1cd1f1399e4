import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { expect } from 'vitest';

import { root } from './cli.given.ts';

/** What installs, starts and tests Chobo is run by `.ci/run` and other tests, not inside a test. */
const RUN_ELSEWHERE = /^npm ci && npm (start|test)$/;

/** The lines of the README that a reader copies into a shell, in its order. */
export const shellCommands = async (): Promise<readonly string[]> => {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.trimEnd().split('\n'))
    .filter((line) => line !== '' && !RUN_ELSEWHERE.test(line));
};

/** What the commands of the README must have told, one after the other. */
export const expectToldAsShown = (told: string): void => {
  expect(told).toContain('Matched exactly    2,007');
  expect(told).toContain('"exact": 1800');
  expect(told).toContain('All is well');
};
