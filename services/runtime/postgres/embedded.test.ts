import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { StartProblem } from '../startProblem.ts';
import { openEmbeddedPostgres } from './embedded.ts';

const quiet = (): void => undefined;

test('a data directory that cannot be made is told', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chobo-embedded-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  // Root may write everywhere but below a file.
  const dataDirectory = path.join(file, 'data');
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const opening = openEmbeddedPostgres({ dataDirectory, logger, applicationName: 'tests' });
  await expect(opening).rejects.toThrow(StartProblem);
  await expect(opening).rejects.toThrow(
    `The data directory ${dataDirectory} cannot be made or written`,
  );
  rmSync(folder, { recursive: true });
});
