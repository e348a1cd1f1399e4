import { describe, expect, test } from 'vitest';
import { EventNotSerialisable, WrongExpectedRevision } from '../errors.ts';
import type { Append } from '../port.ts';
import { anEvent, eventsOf, idsOf, logOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

export const manyRules = (store: StoreUnderTest): void => {
  describe('appendMany', () => {
    test('nothing to append is no work', async () => {
      expect(await store().appendMany([])).toEqual([]);
    });

    test('each append has its own outcome, in the order given', async () => {
      const [taken, one, other] = [uniqueName(), uniqueName(), uniqueName()];
      await store().append({ stream: taken, expectedRevision: 'any', events: someEvents(1) });
      const outcomes = await store().appendMany([
        { stream: one, expectedRevision: 'no_stream', events: someEvents(2) },
        { stream: taken, expectedRevision: 'no_stream', events: someEvents(1) },
        { stream: other, expectedRevision: 'any', events: [anEvent({ data: 10n })] },
        { stream: other, expectedRevision: 'no_stream', events: someEvents(1) },
      ]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
      expect(outcomes[0]).toMatchObject({ appended: { revision: 1n } });
      expect(outcomes[1]).toEqual({
        ok: false,
        error: new WrongExpectedRevision(taken, 'no_stream', 0n),
      });
      expect(outcomes[2]).toMatchObject({
        error: expect.any(EventNotSerialisable) as EventNotSerialisable,
      });
      expect(await eventsOf(store(), other)).toHaveLength(1);
    });

    test('a later append to a stream sees the earlier ones', async () => {
      const stream = uniqueName();
      const events = someEvents(2);
      const outcomes = await store().appendMany([
        { stream, expectedRevision: 'no_stream', events },
        { stream, expectedRevision: 'no_stream', events: someEvents(1) },
        { stream, expectedRevision: 'no_stream', events },
        { stream, expectedRevision: 1n, events: someEvents(1) },
      ]);
      expect(outcomes).toEqual([
        { ok: true, appended: expect.objectContaining({ revision: 1n }) as unknown },
        { ok: false, error: new WrongExpectedRevision(stream, 'no_stream', 1n) },
        outcomes[0],
        { ok: true, appended: expect.objectContaining({ revision: 2n }) as unknown },
      ]);
    });

    test('the log has them in the order given, whatever their streams', async () => {
      const after = await store().head();
      const prefix = uniqueName();
      const appends = Array.from({ length: 400 }, (_, index): Append => ({
        stream: `${prefix}-${index % 150}`,
        expectedRevision: 'any',
        events: someEvents(1 + (index % 2)),
      }));
      await store().appendMany(appends);
      const log = await logOf(store(), { after, filter: { streamPrefixes: [prefix] } });
      expect(idsOf(log)).toEqual(idsOf(appends.flatMap(({ events }) => [...events])));
    });

    test('thousands of appends are all written, and once only when repeated', async () => {
      const prefix = uniqueName();
      const appends = Array.from({ length: 5_000 }, (_, index): Append => ({
        stream: `${prefix}-${index % 4_000}`,
        expectedRevision: index < 4_000 ? 'no_stream' : 1n,
        events: someEvents(2),
      }));
      const outcomes = await store().appendMany(appends);
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
      expect(await store().appendMany(appends)).toEqual(outcomes);
      const streams = await store().readStreams([`${prefix}-0`, `${prefix}-3999`]);
      expect(streams.get(`${prefix}-0`)?.map(({ id }) => id)).toEqual(
        [appends[0], appends[4_000]].flatMap((append) => append?.events.map(({ id }) => id)),
      );
      expect(streams.get(`${prefix}-3999`)).toHaveLength(2);
    });
  });
};
