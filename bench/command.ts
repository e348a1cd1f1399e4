import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** What a command of the product took, from its process's start to its end. */
export type CommandCost = {
  readonly seconds: number;
  /** The most memory that its Node process ever held (resident set). */
  readonly peakMb: number;
  /** Its standard output. */
  readonly output: string;
};

/** Runs a command of the product on a database. @throws Error when it does not end with 0 */
export const runCommand = async (
  url: string,
  folder: string,
  args: readonly string[],
): Promise<CommandCost> => {
  const peakFile = path.join(folder, 'peak');
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', './bench/reportPeak.ts', 'services/cli/main.ts', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: url, CHOBO_DATA_DIR: folder, PEAK_FILE: peakFile },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${output}`);
  const seconds = (performance.now() - begun) / 1_000;
  const peakMb = Number(await readFile(peakFile, 'utf8')) / 1_024;
  return { seconds, peakMb, output };
};
