import { describe, expect, test } from 'vitest';
import { StreamNotFound } from '../errors.ts';
import { START } from '../port.ts';
import type { EventBatch } from '../port.ts';
import { anEvent, eventsIn, eventsOf, idsOf, logOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

export const readRules = (store: StoreUnderTest): void => {
  const givenStream = async (count: number) => {
    const stream = uniqueName();
    const events = someEvents(count);
    await store().append({ stream, expectedRevision: 'no_stream', events });
    return { stream, ids: idsOf(events) };
  };

  describe('readStream', () => {
    test('a stream that is not there is not found', async () => {
      const stream = uniqueName();
      await expect(eventsOf(store(), stream)).rejects.toEqual(new StreamNotFound(stream));
      await expect(eventsOf(store(), stream, { direction: 'backwards' })).rejects.toBeInstanceOf(
        StreamNotFound,
      );
    });

    test('past the end of a stream there is nothing, and that is no error', async () => {
      const { stream } = await givenStream(2);
      expect(await eventsOf(store(), stream, { fromRevision: 2n })).toEqual([]);
    });

    test('forwards from a revision on, that one included', async () => {
      const { stream, ids } = await givenStream(5);
      expect(idsOf(await eventsOf(store(), stream))).toEqual(ids);
      const events = await eventsOf(store(), stream, { fromRevision: 1n, maxCount: 3 });
      expect(idsOf(events)).toEqual(ids.slice(1, 4));
    });

    test('backwards from the end, or from a revision', async () => {
      const { stream, ids } = await givenStream(5);
      const direction = 'backwards';
      expect(idsOf(await eventsOf(store(), stream, { direction }))).toEqual(ids.toReversed());
      expect(idsOf(await eventsOf(store(), stream, { direction, maxCount: 1 }))).toEqual([ids[4]]);
      expect(
        idsOf(await eventsOf(store(), stream, { direction, fromRevision: 2n, maxCount: 2 })),
      ).toEqual([ids[2], ids[1]]);
      expect(idsOf(await eventsOf(store(), stream, { direction, fromRevision: 0n }))).toEqual([
        ids[0],
      ]);
      expect(idsOf(await eventsOf(store(), stream, { direction, fromRevision: 99n }))).toEqual(
        ids.toReversed(),
      );
    });

    test('a long stream comes whole, whatever the pages', async () => {
      const { stream, ids } = await givenStream(2_500);
      expect(idsOf(await eventsOf(store(), stream))).toEqual(ids);
      expect(idsOf(await eventsOf(store(), stream, { direction: 'backwards' }))).toEqual(
        ids.toReversed(),
      );
      expect(await eventsOf(store(), stream, { maxCount: 1_500 })).toHaveLength(1_500);
    });

    test('long events come whole too', async () => {
      const stream = uniqueName();
      for (let count = 0; count < 14; count++) {
        const events = [anEvent({ data: String(count).repeat(400_000) })];
        await store().append({ stream, expectedRevision: 'any', events });
      }
      const events = await eventsOf(store(), stream);
      expect(events.map(({ revision }) => Number(revision))).toEqual([...events.keys()]);
      expect(events).toHaveLength(14);
    });

    test('an aborted signal ends the reading with its reason', async () => {
      const { stream } = await givenStream(3);
      const reason = new Error('enough');
      const stop = new AbortController();
      const read = async () => {
        for await (const event of store().readStream(stream, { signal: stop.signal })) {
          if (event.revision === 1n) stop.abort(reason);
        }
      };
      await expect(read()).rejects.toBe(reason);
    });
  });

  describe('readStreams', () => {
    test('each stream asked for has its events, or none', async () => {
      const [one, other] = [await givenStream(3), await givenStream(1)];
      const missing = uniqueName();
      const found = await store().readStreams([one.stream, missing, other.stream]);
      expect([...found.keys()].sort()).toEqual([one.stream, missing, other.stream].sort());
      expect(idsOf(found.get(one.stream) ?? [])).toEqual(one.ids);
      expect(idsOf(found.get(other.stream) ?? [])).toEqual(other.ids);
      expect(found.get(missing)).toEqual([]);
      expect(found.get(one.stream)).toEqual(await eventsOf(store(), one.stream));
    });
  });

  describe('readAll', () => {
    test('all events in order of position, each stream in its own order within', async () => {
      const after = await store().head();
      const prefix = uniqueName();
      const streams = [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`];
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          store().append({
            stream: streams[index % 3] ?? '',
            expectedRevision: 'any',
            events: someEvents(2),
          }),
        ),
      );
      const log = await logOf(store(), { after, batchSize: 7 });
      const positions = log.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort());
      for (const stream of streams) {
        const own = log.filter((event) => event.stream === stream);
        expect(own).toEqual(await eventsOf(store(), stream));
      }
      const filtered = await logOf(store(), { after, filter: { streamPrefixes: [prefix] } });
      expect(filtered).toEqual(log.filter(({ stream }) => stream.startsWith(prefix)));
      expect(filtered).toHaveLength(60);
    });

    test('after is left out, upTo is kept in, and the last batch says so', async () => {
      const { stream } = await givenStream(6);
      const events = await eventsOf(store(), stream);
      const [first, last] = [events[1]?.position, events[4]?.position];
      const batches: EventBatch[] = [];
      const filter = { streamPrefixes: [stream] };
      const range = { after: first ?? START, upTo: last ?? START, batchSize: 2, filter };
      for await (const batch of store().readAll(range)) batches.push(batch);
      expect(eventsIn(batches)).toEqual(events.slice(2, 5));
      expect(batches.every((batch) => batch.events.length <= 2)).toBe(true);
      expect(batches.at(-1)?.upTo).toBe(last);
    });

    test('what is written after the reading began is not in it', async () => {
      const { stream } = await givenStream(4);
      const filter = { streamPrefixes: [stream] };
      const seen: string[] = [];
      for await (const { events } of store().readAll({ filter, batchSize: 2 })) {
        seen.push(...idsOf(events));
        await store().append({ stream, expectedRevision: 'any', events: someEvents(1) });
      }
      expect(seen).toHaveLength(4);
    });

    test('a filter of types takes whole names, with one of streams both must fit', async () => {
      const prefix = uniqueName();
      const after = await store().head();
      const write = (stream: string, type: string) =>
        store().append({ stream, expectedRevision: 'any', events: [anEvent({ type })] });
      await write(`${prefix}-1`, 'SomethingPaid');
      await write(`${prefix}-1`, 'SomethingPaidTwice');
      await write(`${prefix}-2`, 'SomethingPaid');
      const namesOf = async (filter: { streamPrefixes: string[]; types?: string[] }) =>
        (await logOf(store(), { after, filter })).map(({ stream, type }) => [stream, type]);
      expect(await namesOf({ streamPrefixes: [`${prefix}-1`], types: ['SomethingPaid'] })).toEqual([
        [`${prefix}-1`, 'SomethingPaid'],
      ]);
      expect(
        await namesOf({ streamPrefixes: [prefix], types: ['SomethingPaid', 'X'] }),
      ).toHaveLength(2);
      expect(await namesOf({ streamPrefixes: [], types: ['SomethingPaid'] })).toEqual([]);
    });

    test('head is the position of the last event', async () => {
      const before = await store().head();
      const { stream } = await givenStream(1);
      const [event] = await eventsOf(store(), stream);
      expect((await store().head()) >= (event?.position ?? START)).toBe(true);
      expect(before < (event?.position ?? START)).toBe(true);
    });
  });
};
