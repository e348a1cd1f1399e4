import type { AppendOutcome, Appended } from '../port.ts';
import type { SerialisedAppend } from '../serialise.ts';

/** Bounds of what is sent in one statement. */
export const MAX_TOGETHER = { events: 2_000, units: 4_194_304 } as const;

type Waiting = {
  readonly append: SerialisedAppend;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
};

type Write = (appends: readonly SerialisedAppend[]) => Promise<readonly AppendOutcome[]>;

/** How many of those waiting fit in one statement: at least one. */
const countTogether = (waiting: readonly Waiting[]): number => {
  let events = 0;
  let units = 0;
  let count = 0;
  for (const { append } of waiting) {
    events += append.ids.length;
    units += append.units;
    if (count > 0 && (events > MAX_TOGETHER.events || units > MAX_TOGETHER.units)) break;
    count += 1;
  }
  return count;
};

/** After the callers of this turn, and those whom the last outcomes woke, have had their say. */
const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Group commit: while a statement is under way, the appends that arrive wait
 * and then go together in the next one. Many callers so share one round trip and
 * one flush to disk, and a lone caller waits for nobody.
 *
 * The writer's outcomes are dealt back one by one, so a caller sees only the
 * end of its own append.
 */
export const createCoalescer = (
  write: Write,
): {
  readonly append: (append: SerialisedAppend) => Promise<Appended>;
  /** Resolves when all that was given has its end. */
  readonly drained: () => Promise<void>;
} => {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const writeNext = async (): Promise<void> => {
    const count = countTogether(waiting);
    const together = waiting.slice(0, count);
    waiting = waiting.slice(count);
    const outcomes = await write(together.map(({ append }) => append));
    together.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok === true) resolve(outcome.appended);
      else reject(outcome?.error ?? new Error('an append was given no outcome'));
    });
  };

  const writeAll = async (): Promise<void> => {
    await endOfTurn();
    while (waiting.length > 0) {
      await writeNext();
      await endOfTurn();
    }
    writing = undefined;
  };

  return {
    append: (append) =>
      new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject });
        writing ??= writeAll();
      }),
    drained: async () => writing,
  };
};
