import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { waitFor } from './postgres/waiting.ts';

/** A process of Chobo as a person or an orchestrator starts it. */
export type Part = {
  readonly child: ChildProcess;
  /** Both outputs so far. */
  readonly said: () => string;
  readonly ended: Promise<number | null>;
  /** Waits until it says where it listens. @throws Error with what it said when it ends before */
  readonly address: () => Promise<string>;
};

export type Environment = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts a program of the product, by its path from the root, on a free port and
 * with nothing of what the tests themselves were set up with.
 */
export function startProgram(
  program: string,
  environment: Environment,
  { words = [], detached = false }: { words?: readonly string[]; detached?: boolean } = {},
): Part {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CHOBO_|DATABASE_URL|EVENTSTORE_|NODE_ENV|VITEST|PORT$|HOST$)/.test(name),
    ),
  );
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, program), ...words], {
    cwd: root,
    env: { ...inherited, PORT: '0', ...environment },
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said: () => text,
    ended,
    address: async () => {
      const found = await waitFor(async () => {
        if (child.exitCode !== null) throw new Error(text);
        return Promise.resolve(/ at (http:\/\/[^/\s]+)/.exec(text)?.[1]);
      }, 120_000);
      if (found === undefined) throw new Error(text);
      return found;
    },
  };
}

/** Starts Chobo, or one part of it, without demo data. */
export const startPart = (words: readonly string[], environment: Environment): Part =>
  startProgram(
    'services/runtime/main.ts',
    { CHOBO_DEMO: '0', LOG_LEVEL: 'warn', ...environment },
    { words },
  );

/** Status and document of `/health/ready`. */
export async function readiness(url: string): Promise<{
  readonly status: number;
  readonly parts: Readonly<Record<string, { readonly ready: boolean; readonly reason?: string }>>;
}> {
  const response = await fetch(`${url}/health/ready`);
  const { parts } = (await response.json()) as Awaited<ReturnType<typeof readiness>>;
  return { status: response.status, parts };
}
