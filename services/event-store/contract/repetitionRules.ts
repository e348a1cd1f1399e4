import { describe, expect, test } from 'vitest';
import { WrongExpectedRevision } from '../errors.ts';
import type { Append, Appended, EventToAppend, ExpectedRevision } from '../port.ts';
import { anEvent, eventsOf, idsOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

/** What a writer may rely on who repeats an append because it never heard the answer. */
export const repetitionRules = (store: StoreUnderTest): void => {
  describe('repeated append', () => {
    /** A stream with one event, behind which the append under test comes, or none. */
    const given = async (
      expectedRevision: ExpectedRevision,
      events: readonly EventToAppend[],
    ): Promise<{ append: Append; first: Appended }> => {
      const stream = uniqueName();
      if (expectedRevision !== 'no_stream') {
        await store().append({ stream, expectedRevision: 'any', events: someEvents(1) });
      }
      const append = { stream, expectedRevision, events };
      return { append, first: await store().append(append) };
    };
    const later = (stream: string) =>
      store().append({ stream, expectedRevision: 'any', events: someEvents(2) });

    describe.each<ExpectedRevision>(['no_stream', 0n, 'any', 'stream_exists'])(
      'expecting %s',
      (expectedRevision) => {
        test('the same ids give the first result and write nothing', async () => {
          const { append, first } = await given(expectedRevision, someEvents(3));
          const before = await eventsOf(store(), append.stream);
          expect(await store().append(append)).toEqual(first);
          expect(await store().append(append)).toEqual(first);
          expect(await eventsOf(store(), append.stream)).toEqual(before);
        });

        test('also when others have appended behind', async () => {
          const { append, first } = await given(expectedRevision, someEvents(3));
          await later(append.stream);
          const before = await eventsOf(store(), append.stream);
          expect(await store().append(append)).toEqual(first);
          expect(await eventsOf(store(), append.stream)).toEqual(before);
        });

        test('a shorter beginning of it succeeds with its own last revision', async () => {
          const { append, first } = await given(expectedRevision, someEvents(3));
          const shorter = await store().append({ ...append, events: append.events.slice(0, 2) });
          expect(shorter.revision).toBe(first.revision - 1n);
          expect(shorter.position < first.position).toBe(true);
        });

        test('a known beginning with more behind it is refused and writes nothing', async () => {
          const { append, first } = await given(expectedRevision, someEvents(2));
          const longer = store().append({ ...append, events: [...append.events, anEvent()] });
          await expect(longer).rejects.toEqual(
            new WrongExpectedRevision(append.stream, expectedRevision, first.revision),
          );
          expect((await eventsOf(store(), append.stream)).at(-1)?.revision).toBe(first.revision);
        });
      },
    );

    test('at an exact revision a known id further on does not make up for the first', async () => {
      const { append } = await given(0n, someEvents(2));
      const [, second] = append.events;
      const mixed = store().append({ ...append, events: [anEvent(), second ?? anEvent()] });
      await expect(mixed).rejects.toBeInstanceOf(WrongExpectedRevision);
    });

    test('without a revision unknown ids are written, however often the rest was', async () => {
      const { append, first } = await given('any', someEvents(1));
      const fresh = await store().append({ ...append, events: someEvents(2) });
      expect(fresh.revision).toBe(first.revision + 2n);
    });

    test('the same ids in another stream are other events', async () => {
      const { append } = await given('no_stream', someEvents(2));
      const other = uniqueName();
      await store().append({ ...append, stream: other });
      await store().append({ ...append, stream: uniqueName(), expectedRevision: 'any' });
      expect(idsOf(await eventsOf(store(), other))).toEqual(idsOf(append.events));
    });

    test('the first data stays, whatever a repetition brings', async () => {
      const { append } = await given('no_stream', [anEvent({ data: 'first' })]);
      await store().append({
        ...append,
        events: append.events.map((event) => ({ ...event, data: 'second' })),
      });
      expect((await eventsOf(store(), append.stream)).map(({ data }) => data)).toEqual(['first']);
    });

    test('repetitions at the same moment write once', async () => {
      const stream = uniqueName();
      const append = { stream, expectedRevision: 'no_stream' as const, events: someEvents(2) };
      const ends = await Promise.all(Array.from({ length: 8 }, () => store().append(append)));
      expect(new Set(ends.map(({ position }) => position)).size).toBe(1);
      expect(await eventsOf(store(), stream)).toHaveLength(2);
    });

    test('ids are the same in upper and in lower case', async () => {
      const { append, first } = await given('no_stream', someEvents(2));
      const events = append.events.map((event) => ({ ...event, id: event.id.toUpperCase() }));
      expect(await store().append({ ...append, events })).toEqual(first);
      expect(idsOf(await eventsOf(store(), append.stream))).toEqual(idsOf(append.events));
    });
  });
};
