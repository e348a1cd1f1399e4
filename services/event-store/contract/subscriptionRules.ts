import { describe, expect, test } from 'vitest';
import type { EventBatch, Position } from '../port.ts';
import { START } from '../port.ts';
import { batchesUntil, eventsIn, idsOf, logOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

export const subscriptionRules = (store: StoreUnderTest): void => {
  const write = (stream: string, count = 1) =>
    store().append({ stream, expectedRevision: 'any', events: someEvents(count) });
  const have = (count: number) => (batches: readonly EventBatch[]) =>
    eventsIn(batches).length >= count;

  describe('subscribe', () => {
    test('history first, then what is written meanwhile: nothing lost, doubled or moved', async () => {
      const prefix = uniqueName();
      const filter = { streamPrefixes: [prefix] };
      for (let count = 0; count < 10; count++) await write(`${prefix}-${count % 3}`, 2);
      const writing = (async () => {
        for (let count = 0; count < 40; count++) await write(`${prefix}-${count % 5}`);
      })();
      const batches = await batchesUntil(store(), { filter, batchSize: 3 }, have(60));
      await writing;
      expect(eventsIn(batches)).toEqual(await logOf(store(), { filter }));
      expect(batches.every(({ events }) => events.length <= 3)).toBe(true);
    });

    test('without a filter the order is that of reading all', async () => {
      const after = await store().head();
      const prefix = uniqueName();
      await Promise.all(Array.from({ length: 20 }, () => write(prefix, 3)));
      const batches = await batchesUntil(store(), { after, batchSize: 8 }, (received) =>
        received.some(({ events }) =>
          events.some(({ revision, stream }) => stream === prefix && revision === 59n),
        ),
      );
      const received = eventsIn(batches);
      const upTo = received.at(-1)?.position ?? START;
      expect(received).toEqual(await logOf(store(), { after, upTo }));
    });

    test('it can be taken up after any batch', async () => {
      const prefix = uniqueName();
      const filter = { streamPrefixes: [prefix] };
      await Promise.all(Array.from({ length: 12 }, (_, index) => write(`${prefix}-${index}`, 2)));
      const whole = await logOf(store(), { filter });
      for (const size of [1, 2, 5]) {
        const pieces: EventBatch[] = [];
        let after: Position = START;
        while (eventsIn(pieces).length < whole.length) {
          const [piece] = await batchesUntil(
            store(),
            { filter, after, batchSize: size },
            (received) => received.length > 0,
          );
          if (piece === undefined) throw new Error('a batch was due');
          pieces.push(piece);
          after = piece.upTo;
        }
        expect(eventsIn(pieces)).toEqual(whole);
      }
    });

    test('it can be taken up after any event', async () => {
      const stream = uniqueName();
      const filter = { streamPrefixes: [stream] };
      await write(stream, 6);
      const whole = await logOf(store(), { filter });
      for (const [index, { position }] of whole.slice(0, -1).entries()) {
        const rest = await batchesUntil(store(), { filter, after: position }, have(5 - index));
        expect(eventsIn(rest)).toEqual(whole.slice(index + 1));
      }
    });

    test('the checkpoint passes events that the filter leaves out', async () => {
      const after = await store().head();
      const { position } = await write(uniqueName(), 5);
      const batches = await batchesUntil(
        store(),
        { after, filter: { streamPrefixes: [uniqueName('nobody')] } },
        (received) => (received.at(-1)?.upTo ?? START) >= position,
      );
      expect(eventsIn(batches)).toEqual([]);
    });

    test('so does that of one that waits for news, and soon', async () => {
      const after = await store().head();
      let written: Position | undefined;
      let upTo = after;
      const stop = new AbortController();
      const subscription = store().subscribe({
        after,
        filter: { streamPrefixes: [uniqueName('nobody')] },
        signal: stop.signal,
        onBatch: (batch) => {
          expect(batch.events).toEqual([]);
          ({ upTo } = batch);
          if (written !== undefined && upTo >= written) stop.abort();
          return Promise.resolve();
        },
        onCaughtUp: () => {
          if (written !== undefined) return;
          written = upTo;
          void write(uniqueName()).then(({ position }) => {
            written = position;
            if (upTo >= written) stop.abort();
          });
        },
      });
      const begun = performance.now();
      await subscription;
      expect(performance.now() - begun).toBeLessThan(5_000);
    });

    test('it tells when it has caught up, with nothing to read and again after each news', async () => {
      const after = await store().head();
      const stream = uniqueName();
      const told: number[] = [];
      let received = 0;
      const stop = new AbortController();
      const subscription = store().subscribe({
        after,
        filter: { streamPrefixes: [stream] },
        signal: stop.signal,
        onBatch: ({ events }) => {
          received += events.length;
          return Promise.resolve();
        },
        onCaughtUp: () => {
          told.push(received);
          if (told.length === 1) void write(stream, 2);
          if (received === 2) stop.abort();
        },
      });
      await subscription;
      expect(told[0]).toBe(0);
      expect(told.at(-1)).toBe(2);
    });

    test('a handler that fails ends it with its error, and its batch is not passed', async () => {
      const stream = uniqueName();
      const filter = { streamPrefixes: [stream] };
      await write(stream, 5);
      const whole = await logOf(store(), { filter });
      const failure = new Error('the projection is broken');
      let passed: Position = START;
      const subscription = store().subscribe({
        filter,
        batchSize: 2,
        signal: new AbortController().signal,
        onBatch: ({ events, upTo }) => {
          if (events.some(({ revision }) => revision === 3n)) return Promise.reject(failure);
          passed = upTo;
          return Promise.resolve();
        },
      });
      await expect(subscription).rejects.toBe(failure);
      const rest = await batchesUntil(store(), { filter, after: passed }, have(3));
      expect(eventsIn(rest)).toEqual(whole.slice(2));
    });

    test('batches come one at a time', async () => {
      const stream = uniqueName();
      await write(stream, 9);
      let working = 0;
      let most = 0;
      const seen: string[] = [];
      const stop = new AbortController();
      await store().subscribe({
        filter: { streamPrefixes: [stream] },
        batchSize: 2,
        signal: stop.signal,
        onBatch: async ({ events }) => {
          working += 1;
          most = Math.max(most, working);
          await new Promise((resolve) => setImmediate(resolve));
          seen.push(...idsOf(events));
          working -= 1;
          if (seen.length === 9) stop.abort();
        },
      });
      expect(most).toBe(1);
    });

    test('an abort ends it: before it begins, while it waits, and while the handler works', async () => {
      const quiet = { streamPrefixes: [uniqueName('nobody')] };
      const idle = () => Promise.resolve();
      await store().subscribe({ signal: AbortSignal.abort(), filter: quiet, onBatch: idle });

      const waiting = new AbortController();
      const after = await store().head();
      await store().subscribe({
        after,
        filter: quiet,
        signal: waiting.signal,
        onBatch: idle,
        onCaughtUp: () => waiting.abort(),
      });

      const stream = uniqueName();
      await write(stream, 4);
      const working = new AbortController();
      let batches = 0;
      await store().subscribe({
        filter: { streamPrefixes: [stream] },
        batchSize: 1,
        signal: working.signal,
        onBatch: ({ events }) => {
          batches += events.length;
          if (batches > 0) working.abort();
          return Promise.resolve();
        },
      });
      expect(batches).toBe(1);
    });

    test('ending is prompt: twenty subscriptions, one after the other, within twenty seconds', async () => {
      const stream = uniqueName();
      await write(stream);
      const begun = performance.now();
      for (let count = 0; count < 20; count++) {
        await batchesUntil(store(), { filter: { streamPrefixes: [stream] } }, have(1));
      }
      expect(performance.now() - begun).toBeLessThan(20_000);
    });
  });
};
