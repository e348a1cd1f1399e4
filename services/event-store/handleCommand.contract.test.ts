import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { accept, reject } from '@chobo/domain/kernel/decider';
import type { Aggregate, Command, DomainEvent, Rejection } from '@chobo/domain/kernel/decider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, uniqueName } from './contract/given.ts';
import { EventStoreUnavailable } from './errors.ts';
import { eventsToAppend, handleCommand, loadState, readEvents } from './handleCommand.ts';
import { START } from './port.ts';
import type { EventStore } from './port.ts';
import { createPostgresEventStore } from './postgres/postgresEventStore.ts';

type Purse = { readonly yen: number };
type Put = Command<'Put', { readonly yen: number; readonly at: string }>;
type PutIn = DomainEvent<'PutIn', { readonly yen: number; readonly coins: number }>;
type Full = Rejection<'purse_full', { readonly yen: number }>;

/** Holds at most 100 yen. Once, in version 1, `PutIn` was a bare number of yen. */
const purse: Aggregate<Purse, Put, PutIn, Full> = {
  initialState: () => ({ yen: 0 }),
  decide: ({ data }, { yen }) => {
    if (data.yen === 0) return accept();
    return yen + data.yen > 100
      ? reject('purse_full', { yen })
      : accept({ type: 'PutIn', data: { yen: data.yen, coins: 1 } });
  },
  evolve: ({ yen }, { data }) => ({ yen: yen + data.yen }),
  upcasters: { PutIn: [(yen: number) => ({ yen, coins: 1 })] },
};

const put = (yen: number, at = '2026-11-18T00:00:00.000Z'): Put => ({
  type: 'Put',
  data: { yen, at },
});
const by = (commandId: string) => ({
  commandId,
  actor: 'user:mori',
  occurredAt: '2026-11-18T00:00:00.000Z',
});

let database: TestDatabase;
let store: EventStore;
let stream: string;

beforeAll(async () => {
  database = await createDatabase();
  store = createPostgresEventStore({ pool: database.pool });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});
beforeEach(() => {
  stream = uniqueName('purse');
});

const give = (command: Put, commandId: string, through: typeof store = store) =>
  handleCommand(through, purse, { stream, command, context: by(commandId) });

const collected = async <Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> => {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
};

/** Does something just before an append goes through to the store. */
const storeWhere = (beforeAppend: () => Promise<unknown>): EventStore => ({
  ...store,
  append: async (append) => {
    await beforeAppend();
    return store.append(append);
  },
});

describe('handleCommand', () => {
  test('appends what was decided, with who, why and under which id', async () => {
    const result = await handleCommand(store, purse, {
      stream,
      command: put(30),
      context: { ...by('c-1'), correlationId: 'order-7', causationId: 'event-9' },
    });
    const [event] = await eventsOf(store, stream);
    expect(result).toEqual({
      accepted: true,
      events: [{ type: 'PutIn', data: { yen: 30, coins: 1 } }],
      repeated: false,
      revision: 0n,
      position: event?.position,
    });
    expect(event?.metadata).toEqual({
      commandId: 'c-1',
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      schemaVersion: 2,
      correlationId: 'order-7',
      causationId: 'event-9',
      actor: 'user:mori',
      occurredAt: '2026-11-18T00:00:00.000Z',
    });
  });

  test('a refusal is the value of the decider and is not remembered', async () => {
    await give(put(90), 'c-1');
    const refused = { accepted: false, rejection: { code: 'purse_full', facts: { yen: 90 } } };
    expect(await give(put(20), 'c-2')).toEqual(refused);
    expect(await give(put(20), 'c-2')).toEqual(refused);
    expect(await give(put(10), 'c-2')).toMatchObject({ accepted: true, repeated: false });
  });

  test('is refused when the stream has moved since its giver looked, and told who moved it', async () => {
    const seeing = (seenRevision: bigint | 'no_stream', commandId: string) =>
      handleCommand(store, purse, {
        stream,
        command: put(1),
        context: by(commandId),
        seenRevision,
      });
    expect(await seeing('no_stream', 'c-1')).toMatchObject({ accepted: true, revision: 0n });
    expect(await seeing(0n, 'c-2')).toMatchObject({ accepted: true, revision: 1n });
    const moved = {
      stream,
      changedBy: 'user:mori',
      changedAt: '2026-11-18T00:00:00.000Z',
      revision: '1',
    };
    const refused = { accepted: false, rejection: { code: 'changed_meanwhile', facts: moved } };
    expect(await seeing(0n, 'c-3')).toEqual(refused);
    expect(await seeing('no_stream', 'c-4')).toEqual(refused);
    // What was carried out before is repeated, however old its view is by now.
    expect(await seeing(0n, 'c-2')).toMatchObject({ accepted: true, repeated: true });
  });

  test('of a part of the stream is refused only when that part has moved', async () => {
    const seeing = (seenRevision: bigint, commandId: string) =>
      handleCommand(store, purse, {
        stream,
        command: put(1),
        context: by(commandId),
        seenRevision,
        isOfPart: ({ data }) => data.yen >= 30,
      });
    await give(put(30), 'c-1');
    await give(put(2), 'c-2');
    expect(await seeing(0n, 'c-3')).toMatchObject({ accepted: true, revision: 2n });
    await give(put(40), 'c-4');
    expect(await seeing(2n, 'c-5')).toMatchObject({
      rejection: { code: 'changed_meanwhile', facts: { revision: '3' } },
    });
    expect(await seeing(3n, 'c-6')).toMatchObject({ accepted: true });
    // A revision that the stream has not come to was never seen.
    expect(await seeing(9n, 'c-7')).toMatchObject({ rejection: { code: 'changed_meanwhile' } });
  });

  test('what is so already leads to no event, and tells where the stream stands', async () => {
    expect(await give(put(0), 'c-1')).toEqual({
      accepted: true,
      events: [],
      repeated: false,
      revision: 'no_stream',
      position: START,
    });
    const before = await give(put(5), 'c-2');
    expect(await give(put(0), 'c-3')).toEqual({ ...before, events: [] });
  });

  describe('the same command id', () => {
    test('with the same input gives the first result, however much happened since', async () => {
      const first = await give(put(60), 'c-1');
      await give(put(40), 'c-2');
      expect(await give(put(60), 'c-1')).toEqual({ ...first, repeated: true });
      expect(await eventsOf(store, stream)).toHaveLength(2);
    });

    test('asked again later is still the same', async () => {
      const first = await give(put(60), 'c-1');
      const later = await give(put(60, '2026-11-18T09:00:00.000Z'), 'c-1');
      expect(later).toEqual({ ...first, repeated: true });
    });

    test('with other input is refused', async () => {
      await give(put(60), 'c-1');
      expect(await give(put(20), 'c-1')).toEqual({
        accepted: false,
        rejection: { code: 'command_id_reused', facts: { commandId: 'c-1', stream } },
      });
    });

    test('twice at one moment is done once, and other input meanwhile is refused', async () => {
      const other = createPostgresEventStore({ pool: database.pool });
      const same = await Promise.all([give(put(60), 'c-1'), give(put(60), 'c-1', other)]);
      const [one, two] = same;
      expect(await eventsOf(store, stream)).toHaveLength(1);
      expect({ ...one, repeated: false }).toEqual({ ...two, repeated: false });

      stream = uniqueName('purse');
      const raced = await Promise.all([give(put(60), 'c-2'), give(put(30), 'c-2', other)]);
      expect(raced.filter(({ accepted }) => accepted)).toHaveLength(1);
      expect(raced.find(({ accepted }) => !accepted)).toMatchObject({
        rejection: { code: 'command_id_reused' },
      });
      await other.close();
    });

    test('of an import, which compared the input itself, is taken for the same', async () => {
      const events = eventsToAppend(
        purse,
        [{ type: 'PutIn', data: { yen: 7, coins: 1 } }],
        by('c'),
      );
      await store.append({ stream, expectedRevision: 'no_stream', events });
      expect(await give(put(7), 'c')).toMatchObject({ accepted: true, repeated: true });
    });
  });

  describe('a lost race', () => {
    test('is decided anew on what is there then', async () => {
      let others = 2;
      const contended = storeWhere(async () => {
        if (others-- > 0) await give(put(20), `other-${others}`);
      });
      expect(await give(put(60), 'c-1', contended)).toMatchObject({ accepted: true, revision: 2n });
      expect((await loadState(store, purse, stream)).state).toEqual({ yen: 100 });
    });

    test('may end in the refusal that then holds', async () => {
      let others = 1;
      const contended = storeWhere(async () => {
        if (others-- > 0) await give(put(50), 'other');
      });
      expect(await give(put(60), 'c-1', contended)).toEqual({
        accepted: false,
        rejection: { code: 'purse_full', facts: { yen: 50 } },
      });
    });

    test('lost every time is a conflict, after pauses with full jitter', async () => {
      let others = 0;
      const contended = storeWhere(() => give(put(1), `other-${others++}`));
      const pauses: number[] = [];
      const result = await handleCommand(
        contended,
        purse,
        { stream, command: put(1), context: by('c-1') },
        {
          attempts: 4,
          firstPauseMs: 10,
          longestPauseMs: 30,
          random: () => 0.5,
          sleep: (ms) => {
            pauses.push(ms);
            return Promise.resolve();
          },
        },
      );
      expect(result).toEqual({
        accepted: false,
        rejection: { code: 'conflict', facts: { stream, attempts: 4, revision: '3' } },
      });
      expect(pauses).toEqual([5, 10, 15]);
    });

    test('of many writers each has its turn', async () => {
      const ends = await Promise.all(
        Array.from({ length: 8 }, (_, index) => give(put(1), `c-${index}`)),
      );
      expect(ends.every(({ accepted }) => accepted)).toBe(true);
      expect((await loadState(store, purse, stream)).state).toEqual({ yen: 8 });
    });
  });

  describe('an append whose end is unknown', () => {
    const away = new EventStoreUnavailable('the connection was lost');

    test('is made again as it was, so that it is written once', async () => {
      let lost = 2;
      const unheard: EventStore = {
        ...store,
        append: async (append) => {
          const appended = await store.append(append);
          if (lost-- > 0) throw away;
          return appended;
        },
      };
      expect(await give(put(60), 'c-1', unheard)).toMatchObject({ accepted: true, revision: 0n });
      expect(await eventsOf(store, stream)).toHaveLength(1);
    });

    test('that was not written and was overtaken is decided anew', async () => {
      let lost = 1;
      const overtaken: EventStore = {
        ...store,
        append: async (append) => {
          if (lost-- > 0) {
            await give(put(50), 'other');
            throw away;
          }
          return store.append(append);
        },
      };
      expect(await give(put(60), 'c-1', overtaken)).toMatchObject({
        rejection: { code: 'purse_full' },
      });
    });

    test('for too long is told to the caller', async () => {
      const dead: EventStore = { ...store, append: () => Promise.reject(away) };
      const options = { requests: 3, sleep: () => Promise.resolve() };
      const given = { stream, command: put(1), context: by('c-1') };
      await expect(handleCommand(dead, purse, given, options)).rejects.toBe(away);
    });
  });
});

describe('loadState', () => {
  test('a stream that does not exist has the initial state', async () => {
    expect(await loadState(store, purse, stream)).toEqual({
      state: { yen: 0 },
      revision: 'no_stream',
      position: START,
    });
  });

  test('events of older versions are brought up to date', async () => {
    const [event] = eventsToAppend(purse, [{ type: 'PutIn', data: { yen: 0, coins: 0 } }], by('c'));
    if (event === undefined) throw new Error('there is one');
    const old = { ...event, data: 12, metadata: { ...event.metadata, schemaVersion: 1 } };
    await store.append({ stream, expectedRevision: 'no_stream', events: [old] });
    expect(await loadState(store, purse, stream)).toMatchObject({
      state: { yen: 12 },
      revision: 0n,
    });
  });

  test('events are read one by one in their shape of today, from where one asks', async () => {
    const [event] = eventsToAppend(purse, [{ type: 'PutIn', data: { yen: 0, coins: 0 } }], by('c'));
    if (event === undefined) throw new Error('there is one');
    const old = { ...event, data: 12, metadata: { ...event.metadata, schemaVersion: 1 } };
    await store.append({ stream, expectedRevision: 'no_stream', events: [old] });
    await give(put(30), 'c-2');
    expect(await collected(readEvents(store, purse, stream))).toEqual([
      { type: 'PutIn', data: { yen: 12, coins: 1 } },
      { type: 'PutIn', data: { yen: 30, coins: 1 } },
    ]);
    const last = { direction: 'backwards', maxCount: 1 } as const;
    expect(await collected(readEvents(store, purse, stream, last))).toEqual([
      { type: 'PutIn', data: { yen: 30, coins: 1 } },
    ]);
    expect(await collected(readEvents(store, purse, uniqueName('purse')))).toEqual([]);
  });

  test('an event of a newer program is not read as an older one', async () => {
    const [event] = eventsToAppend(purse, [{ type: 'PutIn', data: { yen: 1, coins: 1 } }], by('c'));
    if (event === undefined) throw new Error('there is one');
    const newer = { ...event, metadata: { ...event.metadata, schemaVersion: 3 } };
    await store.append({ stream, expectedRevision: 'no_stream', events: [newer] });
    await expect(loadState(store, purse, stream)).rejects.toBeInstanceOf(RangeError);
  });
});
