import { describe, expect, test } from 'vitest';
import { AppendTooLarge, EventNotSerialisable, WrongExpectedRevision } from '../errors.ts';
import type { Append } from '../port.ts';
import { anEvent, eventsOf, idsOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

export const appendRules = (store: StoreUnderTest): void => {
  describe('append', () => {
    test('the first event of a stream has revision 0', async () => {
      const stream = uniqueName();
      const events = someEvents(1);
      const appended = await store().append({ stream, expectedRevision: 'no_stream', events });
      expect(appended.revision).toBe(0n);
      const [recorded] = await eventsOf(store(), stream);
      expect(recorded).toEqual({
        ...events[0],
        stream,
        revision: 0n,
        position: appended.position,
        recordedAtMs: expect.any(Number) as number,
      });
    });

    test('revision and position of an append are those of its last event', async () => {
      const stream = uniqueName();
      const appended = await store().append({
        stream,
        expectedRevision: 'no_stream',
        events: someEvents(3),
      });
      const recorded = await eventsOf(store(), stream);
      expect(recorded.map(({ revision }) => revision)).toEqual([0n, 1n, 2n]);
      expect(recorded.at(-1)).toMatchObject(appended);
    });

    test('positions grow within an append and from one to the next', async () => {
      const [one, other] = [uniqueName(), uniqueName()];
      await store().append({ stream: one, expectedRevision: 'any', events: someEvents(3) });
      await store().append({ stream: other, expectedRevision: 'any', events: someEvents(2) });
      await store().append({ stream: one, expectedRevision: 2n, events: someEvents(2) });
      const first = await eventsOf(store(), one);
      const second = await eventsOf(store(), other);
      const positions = [...first.slice(0, 3), ...second, ...first.slice(3)].map(
        ({ position }) => position,
      );
      expect(positions).toEqual([...new Set(positions)].sort());
    });

    test('a stream that exists is not created again, and the writer hears where it is', async () => {
      const stream = uniqueName();
      await store().append({ stream, expectedRevision: 'no_stream', events: someEvents(2) });
      const again = store().append({
        stream,
        expectedRevision: 'no_stream',
        events: someEvents(1),
      });
      await expect(again).rejects.toEqual(new WrongExpectedRevision(stream, 'no_stream', 1n));
      await expect(again).rejects.toMatchObject({ stream, expected: 'no_stream', actual: 1n });
    });

    test.each([
      { words: 'behind', expectedRevision: 0n },
      { words: 'ahead', expectedRevision: 2n },
      { words: 'far ahead', expectedRevision: 7n },
    ])('an expected revision that is $words is refused', async ({ expectedRevision }) => {
      const stream = uniqueName();
      const events = someEvents(2);
      await store().append({ stream, expectedRevision: 'no_stream', events });
      const late = store().append({ stream, expectedRevision, events: someEvents(2) });
      await expect(late).rejects.toEqual(new WrongExpectedRevision(stream, expectedRevision, 1n));
      await expect(late).rejects.toMatchObject({ expected: expectedRevision, actual: 1n });
      expect(idsOf(await eventsOf(store(), stream))).toEqual(idsOf(events));
    });

    test.each([0n, 'stream_exists' as const])(
      'a stream that is not there is not at %s',
      async (expectedRevision) => {
        const stream = uniqueName();
        const append = store().append({ stream, expectedRevision, events: someEvents(1) });
        await expect(append).rejects.toEqual(
          new WrongExpectedRevision(stream, expectedRevision, 'no_stream'),
        );
        await expect(append).rejects.toMatchObject({ actual: 'no_stream' });
      },
    );

    test('stream_exists and any append behind whatever is there', async () => {
      const stream = uniqueName();
      const append = (expectedRevision: Append['expectedRevision']) =>
        store().append({ stream, expectedRevision, events: someEvents(1) });
      expect((await append('any')).revision).toBe(0n);
      expect((await append('any')).revision).toBe(1n);
      expect((await append('stream_exists')).revision).toBe(2n);
    });

    test('of many writers at one revision exactly one wins', async () => {
      const stream = uniqueName();
      await store().append({ stream, expectedRevision: 'no_stream', events: someEvents(1) });
      const writers = Array.from({ length: 20 }, () => someEvents(2));
      const ends = await Promise.allSettled(
        writers.map((events) => store().append({ stream, expectedRevision: 0n, events })),
      );
      const winners = writers.filter((_, index) => ends[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect(idsOf((await eventsOf(store(), stream)).slice(1))).toEqual(idsOf(winners.flat()));
      for (const end of ends) {
        if (end.status === 'rejected') {
          expect(end.reason).toEqual(new WrongExpectedRevision(stream, 0n, 2n));
        }
      }
    });

    test('an append without events is refused', async () => {
      const append = store().append({
        stream: uniqueName(),
        expectedRevision: 'any',
        events: [],
      });
      await expect(append).rejects.toBeInstanceOf(EventNotSerialisable);
    });

    test('just under a mebibyte passes, over it nothing is written', async () => {
      const stream = uniqueName();
      const ofBytes = (bytes: number): Append => ({
        stream,
        expectedRevision: 'any',
        events: [anEvent({ data: 'x'.repeat(bytes) })],
      });
      await store().append(ofBytes(1_048_576 - 2_000));
      await expect(store().append(ofBytes(1_048_577))).rejects.toBeInstanceOf(AppendTooLarge);
      await expect(
        store().append({
          stream,
          expectedRevision: 'any',
          events: someEvents(3, { data: '帳'.repeat(150_000) }),
        }),
      ).rejects.toBeInstanceOf(AppendTooLarge);
      expect(await eventsOf(store(), stream)).toHaveLength(1);
    });

    test('thousands of small events fit in one append', async () => {
      const stream = uniqueName();
      const events = someEvents(3_000, { data: null });
      await store().append({ stream, expectedRevision: 'no_stream', events });
      expect(idsOf(await eventsOf(store(), stream))).toEqual(idsOf(events));
    });
  });
};
