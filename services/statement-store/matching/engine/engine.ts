import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import type { RunKey } from '../runKey.ts';
import {
  createSession,
  type InputPart,
  type InputParts,
  type Matched,
  type Request,
  type RowTable,
} from './session.ts';

/** The matching of one day under way. */
export type Engine = {
  /** Gives a piece of what the matching depends on. */
  readonly take: <Part extends InputPart>(
    part: Part,
    values: readonly InputParts[Part][],
  ) => Promise<void>;
  /** Once everything has been given. */
  readonly match: (run: RunKey, exactBySql: number) => Promise<Matched>;
  /** Rows of the outcome as a JSON array, from one place up to before another. */
  readonly rows: (table: RowTable, from: number, to: number) => Promise<string>;
  /** SHA-256 over the outcome. @param before what is hashed in front of it, a line each */
  readonly digest: (before: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
};

type Carrier = {
  readonly ask: (request: Request) => Promise<unknown>;
  readonly close: () => Promise<unknown>;
};

/**
 * Lines and items beyond which the matching takes a thread of its own: as many
 * keep the event loop for some tens of milliseconds, a thread takes longer to start.
 */
const MOST_BESIDE = 2_000;

/**
 * Opens the engine for a day of which so many lines and items are left to it.
 * The outcome is the same wherever it runs.
 */
export const openEngine = (left: number): Engine => {
  const { ask, close } = left > MOST_BESIDE ? inThread() : beside();
  return {
    take: async (part, values) => {
      if (values.length > 0) await ask({ do: 'take', part, values });
    },
    match: async (run, exactBySql) => (await ask({ do: 'match', run, exactBySql })) as Matched,
    rows: async (table, from, to) => (await ask({ do: 'rows', table, from, to })) as string,
    digest: async (before) => (await ask({ do: 'digest', before })) as string,
    close: async () => {
      await close();
    },
  };
};

const beside = (): Carrier => {
  const session = createSession();
  return {
    ask: (request) => Promise.resolve(session.answer(request)),
    close: () => Promise.resolve(),
  };
};

/**
 * The program of the thread. It reads TypeScript as this process does, whoever
 * started that: a thread does not always inherit how.
 */
const program = (): string => {
  const [reader, session] = [
    import.meta.resolve('tsx/esm/api'),
    new URL('./thread.ts', import.meta.url).href,
  ].map((url) => JSON.stringify(url));
  return `import(${reader}).then(({ register }) => { register(); return import(${session}); });`;
};

/** @throws from `ask` whatever ended the thread, when something did */
const inThread = (): Carrier => {
  const thread = new Worker(program(), { eval: true });
  const ended = new Promise<never>((_resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`the thread of a matching ended with ${code}`));
    });
  });
  // Told to whoever asks; nobody may be asking.
  ended.catch(() => undefined);
  return {
    ask: async (request) => {
      const answered = once(thread, 'message');
      // Of the two one never comes.
      answered.catch(() => undefined);
      thread.postMessage(request);
      const [answer] = (await Promise.race([answered, ended])) as [unknown];
      return answer;
    },
    close: () => thread.terminate(),
  };
};
