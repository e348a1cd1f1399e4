import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventNotSerialisable } from '../errors.ts';
import { anEvent, eventsOf, someEvents, uniqueName } from './given.ts';
import type { StoreUnderTest } from './given.ts';

const cycle: Record<string, unknown> = {};
cycle['itself'] = cycle;

export const jsonRules = (store: StoreUnderTest): void => {
  describe('data', () => {
    const roundTrip = async (data: unknown): Promise<unknown> => {
      const stream = uniqueName();
      await store().append({ stream, expectedRevision: 'any', events: [anEvent({ data })] });
      return (await eventsOf(store(), stream))[0]?.data;
    };

    test.each([
      ['an empty object', {}],
      ['null', null],
      ['nested nulls', { a: null, b: [null, { c: null }] }],
      ['Japanese, emoji and quotes', { text: '帳簿 👩🏽‍💻 "quoted" \\ back\\slash' }],
      ['line feeds and control characters', { text: 'a\nb\r\n\t\u0000\u001f\u2028' }],
      ['half a surrogate pair', { text: '\ud83d' }],
      ['numbers as text', { id: '0012345678901234567890' }],
      ['a proto key', JSON.parse('{"__proto__": {"x": 1}}')],
      ['large and small numbers', [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1e-7, 1e21]],
    ])('%s comes back as it was', async (_words, data) => {
      expect(await roundTrip(data)).toEqual(data);
    });

    test('minus zero comes back as zero', async () => {
      expect(await roundTrip({ amount: -0 })).toEqual({ amount: 0 });
    });

    test.each([
      ['a bigint', { amount: 1n }],
      ['a cycle', cycle],
      ['nothing at all', undefined],
      ['an undefined field', { a: undefined }],
      ['an undefined member', [undefined]],
      ['NaN', { amount: NaN }],
      ['infinity', [Infinity]],
      ['a date', { at: new Date(0) }],
      ['a map', new Map()],
      ['a function', { call: () => 1 }],
    ])('%s is refused before anything is written', async (_words, data) => {
      const stream = uniqueName();
      const append = store().append({
        stream,
        expectedRevision: 'any',
        events: [anEvent(), anEvent({ data })],
      });
      await expect(append).rejects.toBeInstanceOf(EventNotSerialisable);
      await store().append({ stream, expectedRevision: 'no_stream', events: someEvents(1) });
    });

    test('any JSON comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.jsonValue({ stringUnit: 'binary' }), { minLength: 1 }),
          async (values) => {
            const stream = uniqueName();
            const events = values.map((data) => anEvent({ data }));
            await store().append({ stream, expectedRevision: 'no_stream', events });
            const expected = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
            expect((await eventsOf(store(), stream)).map(({ data }) => data)).toEqual(expected);
          },
        ),
        { numRuns: 30 },
      );
    });
  });

  describe('names', () => {
    test.each(['payment-konbini:A"1\\2,{}', 'card-帳簿', "quote'", '%_*', '日本 スペース'])(
      'a stream may be called %s',
      async (name) => {
        const stream = `${uniqueName()} ${name}`;
        await store().append({
          stream,
          expectedRevision: 'no_stream',
          events: [anEvent({ type: name })],
        });
        expect(await eventsOf(store(), stream)).toMatchObject([{ stream, type: name }]);
      },
    );

    test.each(['', 'a\nb', 'a\u0000', 'x'.repeat(513), '\ud800'])(
      'neither a stream nor a type may be called %j',
      async (name) => {
        const refused = [
          store().append({ stream: name, expectedRevision: 'any', events: someEvents(1) }),
          store().append({
            stream: uniqueName(),
            expectedRevision: 'any',
            events: [anEvent({ type: name })],
          }),
        ];
        for (const append of refused) {
          await expect(append).rejects.toBeInstanceOf(EventNotSerialisable);
        }
      },
    );

    test('an id is a UUID', async () => {
      const append = store().append({
        stream: uniqueName(),
        expectedRevision: 'any',
        events: [anEvent({ id: 'tu-1' })],
      });
      await expect(append).rejects.toBeInstanceOf(EventNotSerialisable);
    });
  });
};
