import { existsSync, readFileSync } from 'node:fs';

import { layoutOf } from './layout.ts';
import { isPostgres } from './processes.ts';
import { waitFor } from './waiting.ts';

/** The PostgreSQL of a data directory; 0 when there is none. */
export const postmasterOf = (dataDirectory: string): number => {
  const { postmasterFile } = layoutOf(dataDirectory);
  if (!existsSync(postmasterFile)) return 0;
  return Number(readFileSync(postmasterFile, 'utf8').split('\n')[0]);
};

/** Ends the PostgreSQL that a test has left on a data directory, if there is one. */
export const endPostgres = async (dataDirectory: string): Promise<void> => {
  const pid = postmasterOf(dataDirectory);
  if (pid <= 0 || !(await isPostgres(pid))) return;
  process.kill(pid, 'SIGQUIT');
  await waitFor(async () => ((await isPostgres(pid)) ? undefined : true), 10_000);
};
