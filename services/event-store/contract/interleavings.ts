import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WrongExpectedRevision } from '../errors.ts';
import { START } from '../port.ts';
import type { Append, Appended, EventStore, Position, RecordedEvent } from '../port.ts';
import { eventsOf, idsOf, logOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';
import { appendToModel } from './model.ts';
import type { ModelOutcome, ModelStream } from './model.ts';

/** One thing that a random writer does. */
type Step = {
  readonly stream: number;
  /** Whether the writer knows where the stream is, thinks so, or does not care. */
  readonly belief: 'right' | 'behind' | 'ahead' | 'no_stream' | 'stream_exists' | 'any';
  readonly count: number;
  /** Repeats one of the last appends instead: all of it, its beginning, or with more behind. */
  readonly repeat: 'no' | 'all' | 'beginning' | 'more';
  readonly which: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat({ max: 2 }),
  belief: fc.constantFrom('right', 'right', 'behind', 'ahead', 'no_stream', 'stream_exists', 'any'),
  count: fc.integer({ min: 1, max: 3 }),
  repeat: fc.constantFrom('no', 'no', 'all', 'beginning', 'more'),
  which: fc.nat({ max: 9 }),
});

const expectedBy = (belief: Step['belief'], length: number): Append['expectedRevision'] => {
  const at = (revision: number) => (revision < 0 ? 'no_stream' : BigInt(revision));
  switch (belief) {
    case 'right':
      return at(length - 1);
    case 'behind':
      return at(length - 2);
    case 'ahead':
      return BigInt(length);
    default:
      return belief;
  }
};

const outcomeOf = async (appending: Promise<Appended>): Promise<ModelOutcome> => {
  try {
    const { revision } = await appending;
    return { ok: true, revision: Number(revision) };
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    const { actual } = error;
    return { ok: false, actual: actual === 'no_stream' ? actual : Number(actual) };
  }
};

/** Reads on and on in subscriptions of random length and batch size, until it has all that was written. */
const readInPieces = async (
  store: EventStore,
  prefix: string,
  begin: Position,
  pieces: readonly { readonly batchSize: number; readonly batches: number }[],
  writing: Promise<unknown>,
): Promise<readonly RecordedEvent[]> => {
  const received: RecordedEvent[] = [];
  let after = begin;
  let end: Position | undefined;
  const written = writing.then(async () => {
    const log = await logOf(store, { after: begin, filter: { streamPrefixes: [prefix] } });
    end = log.at(-1)?.position ?? START;
  });
  const isComplete = () => end !== undefined && (received.at(-1)?.position ?? START) >= end;
  for (let turn = 0; !isComplete(); turn++) {
    const { batchSize, batches } = pieces[turn % pieces.length] ?? { batchSize: 1, batches: 1 };
    const stop = new AbortController();
    let left = batches;
    void written.then(() => {
      if (isComplete()) stop.abort();
    });
    await store.subscribe({
      after,
      filter: { streamPrefixes: [prefix] },
      batchSize,
      signal: stop.signal,
      onBatch: ({ events, upTo }) => {
        received.push(...events);
        after = upTo;
        left -= 1;
        if (left === 0 || isComplete()) stop.abort();
        return Promise.resolve();
      },
    });
  }
  return received;
};

export const interleavings = (store: StoreUnderTest): void => {
  describe('random histories', () => {
    test('one writer after the other is told what the model says', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const prefix = uniqueName();
          const after = await store().head();
          const model: ModelStream[] = [[], [], []];
          const made: Append[] = [];
          for (const { stream, belief, count, repeat, which } of steps) {
            const length = model[stream]?.length ?? 0;
            let append: Append = {
              stream: `${prefix}-${stream}`,
              expectedRevision: expectedBy(belief, length),
              events: someEvents(count),
            };
            const earlier = made.at(-1 - which);
            if (repeat !== 'no' && earlier !== undefined) {
              const { events } = earlier;
              append = {
                ...earlier,
                events:
                  repeat === 'all'
                    ? events
                    : repeat === 'beginning'
                      ? events.slice(0, Math.max(1, events.length - 1))
                      : [...events, ...someEvents(1)],
              };
            }
            made.push(append);
            const kept = model[Number(append.stream.slice(prefix.length + 1))] ?? [];
            const expected = appendToModel(kept, append);
            expect(await outcomeOf(store().append(append))).toEqual(expected);
          }
          const log = await logOf(store(), { after, filter: { streamPrefixes: [prefix] } });
          for (const [index, ids] of model.entries()) {
            expect(idsOf(log.filter(({ stream }) => stream === `${prefix}-${index}`))).toEqual(ids);
          }
        }),
        { numRuns: 60 },
      );
    });

    test('many writers at once lose nothing, and each reader sees one order', async () => {
      const piece = fc.record({
        batchSize: fc.integer({ min: 1, max: 7 }),
        batches: fc.integer({ min: 1, max: 4 }),
      });
      const history = fc.record({
        steps: fc.array(step, { minLength: 1, maxLength: 30 }),
        readers: fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 3,
        }),
      });
      await fc.assert(
        fc.asyncProperty(history, async ({ steps, readers }) => {
          const prefix = uniqueName();
          const begin = await store().head();
          const appends = steps.map(({ stream, count, belief, which }): Append => ({
            stream: `${prefix}-${stream}`,
            expectedRevision: expectedBy(belief, which),
            events: someEvents(count),
          }));
          const writing = Promise.allSettled(
            appends.flatMap((append, index) => {
              const times = steps[index]?.repeat === 'no' ? 1 : 2;
              return Array.from({ length: times }, () => store().append(append));
            }),
          );
          const reading = readers.map((pieces) =>
            readInPieces(store(), prefix, begin, pieces, writing),
          );
          await writing;
          const ends = await Promise.all(
            appends.map((append) => outcomeOf(store().append(append))),
          );
          const log = await logOf(store(), { after: begin, filter: { streamPrefixes: [prefix] } });
          for (const index of [0, 1, 2]) {
            const own = log.filter(({ stream }) => stream === `${prefix}-${index}`);
            expect(own.map(({ revision }) => Number(revision))).toEqual([...own.keys()]);
          }
          // Every append stands in its stream as one piece, and only once; what failed is not there.
          for (const [index, append] of appends.entries()) {
            const end = ends[index];
            const ids = idsOf(append.events);
            const there = log.filter(({ id }) => ids.includes(id));
            if (end?.ok !== true) {
              expect(there).toEqual([]);
              continue;
            }
            expect(idsOf(there)).toEqual(ids);
            expect(there.at(-1)?.revision).toBe(BigInt(end.revision));
            expect(Number(there[0]?.revision)).toBe(end.revision - ids.length + 1);
          }
          // Appends made once more above may be news to the readers: they all come to the same end.
          for (const received of await Promise.all(reading)) {
            expect(received).toEqual(log.slice(0, received.length));
            expect(new Set(idsOf(received)).size).toBe(received.length);
          }
        }),
        { numRuns: 25 },
      );
    });

    test('a stream read by itself is its part of the log', async () => {
      const prefix = uniqueName();
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store().append({
            stream: `${prefix}-${index % 4}`,
            expectedRevision: 'any',
            events: someEvents(1 + (index % 3)),
          }),
        ),
      );
      const log = await logOf(store(), { filter: { streamPrefixes: [prefix] } });
      for (const index of [0, 1, 2, 3]) {
        const stream = `${prefix}-${index}`;
        expect(await eventsOf(store(), stream)).toEqual(
          log.filter((event) => event.stream === stream),
        );
      }
    });
  });
};
