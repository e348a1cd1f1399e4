import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts Chobo, or one part of it, on a free port. */
export function startPart(words: readonly string[], environment: Environment): Part {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CHOBO_|DATABASE_URL|EVENTSTORE_|NODE_ENV|VITEST)/.test(name),
    ),
  );
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...words], {
    env: { ...inherited, PORT: '0', CHOBO_DEMO: '0', LOG_LEVEL: 'warn', ...environment },
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

/** Status and document of `/health/ready`. */
export async function readiness(url: string): Promise<{
  readonly status: number;
  readonly parts: Readonly<Record<string, { readonly ready: boolean; readonly reason?: string }>>;
}> {
  const response = await fetch(`${url}/health/ready`);
  const { parts } = (await response.json()) as Awaited<ReturnType<typeof readiness>>;
  return { status: response.status, parts };
}
