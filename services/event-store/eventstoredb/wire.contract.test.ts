import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { anEvent, eventsOf, idsOf, logOf, someEvents, uniqueName } from '../contract/given.ts';
import {
  AppendTooLarge,
  EventNotSerialisable,
  EventStoreUnavailable,
  WrongExpectedRevision,
} from '../errors.ts';
import type { Append, EventStore } from '../port.ts';
import { authority, serverCertificate, serverKey } from './certificates.given.ts';
import type { Endpoint, EventStoreDbSettings } from './connectionString.ts';
import { createEventStoreDb } from './eventStoreDb.ts';
import { startWireDouble } from './wireDouble.given.ts';
import type { AppendManner, Manners, WireDouble } from './wireDouble.given.ts';

// Against a DOUBLE of the server: what is shown here is what the adapter does when
// a server misbehaves. What servers do is shown by the contract suite on a real one.

/** Long enough for a busy machine to answer in, where an answer is due. */
const timers = { answerMs: 3_000, patienceMs: 20_000, quietMs: 1_000 };
/** For a server that answers late, once it is asked again. */
const prompt = { ...timers, answerMs: 700, quietMs: 400 };
/** For servers that never answer. */
const brief = { ...prompt, answerMs: 500, patienceMs: 2_500 };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const double = async (manners: Partial<Manners> = {}): Promise<WireDouble> => {
  const started = await startWireDouble(manners);
  closers.push(started.stop);
  return started;
};

const storeOn = (
  { settings }: { readonly settings: EventStoreDbSettings },
  more: Partial<Parameters<typeof createEventStoreDb>[0]> = {},
): EventStore => {
  const store = createEventStoreDb({ settings, timers, ...more });
  closers.push(store.close);
  return store;
};

const append = (fields: Partial<Append> = {}): Append => ({
  stream: uniqueName(),
  expectedRevision: 'no_stream',
  events: someEvents(1),
  ...fields,
});

/** Follows the log until it has so many events, and gives their ids. */
const follow = async (
  store: EventStore,
  count: number,
  onBatch: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const stop = new AbortController();
  await store.subscribe({
    signal: stop.signal,
    batchSize: 7,
    onBatch: async ({ events }) => {
      await onBatch();
      ids.push(...idsOf(events));
      if (ids.length >= count) stop.abort();
    },
  });
  return ids;
};

describe('an append', () => {
  test.each<AppendManner>(['ignore', 'write in silence', 'write and die', 'die', 'not ready'])(
    'whose first answer is "%s" is sent again and written once',
    async (manner) => {
      const server = await double({ append: (count) => (count === 0 ? manner : 'answer') });
      const store = storeOn(server, { timers: prompt });
      const events = someEvents(2);
      const appended = await store.append(append({ events }));
      expect(appended.revision).toBe(1n);
      expect(server.kept().map(({ message }) => message.getId()?.getString())).toEqual(
        idsOf(events),
      );
    },
  );

  test('without an expected revision is looked for before it is sent again', async () => {
    const server = await double({
      append: (count) => (count === 0 ? 'write and die' : 'answer'),
    });
    const store = storeOn(server);
    const one = append({ expectedRevision: 'any', events: someEvents(2) });
    const appended = await store.append(one);
    expect(server.appendRequests()).toBe(1);
    expect((await eventsOf(store, one.stream)).at(-1)).toMatchObject(appended);
  });

  test('to a server that stays silent ends by our own clock, and the next one works', async () => {
    const server = await double({ append: () => 'ignore' });
    const store = storeOn(server, { timers: brief });
    const begun = performance.now();
    await expect(store.append(append())).rejects.toBeInstanceOf(EventStoreUnavailable);
    expect(performance.now() - begun).toBeLessThan(20_000);
    server.manners.append = () => 'answer';
    expect((await store.append(append())).revision).toBe(0n);
  });

  test('to a server that does not even say what it can do ends too', async () => {
    const server = await double({ features: false });
    const store = storeOn(server, { timers: brief });
    await expect(store.append(append())).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  test('to a server that is not there ends too, and works once it is', async () => {
    const server = await double();
    const store = storeOn(server, { timers: brief });
    await server.stop();
    await expect(store.append(append())).rejects.toBeInstanceOf(EventStoreUnavailable);
    await server.cutOff();
    expect((await store.append(append())).revision).toBe(0n);
  });

  test('that conflicts tells where the stream is', async () => {
    const store = storeOn(await double());
    const { stream } = append();
    await store.append({ stream, expectedRevision: 'no_stream', events: someEvents(5) });
    await expect(
      store.append({ stream, expectedRevision: 'no_stream', events: someEvents(1) }),
    ).rejects.toEqual(new WrongExpectedRevision(stream, 'no_stream', 4n));
  });

  test('that is no JSON is refused before it is sent', async () => {
    const server = await double();
    const one = append({ events: [anEvent({ data: { amount: 1n } })] });
    await expect(storeOn(server).append(one)).rejects.toBeInstanceOf(EventNotSerialisable);
    expect(server.appendRequests()).toBe(0);
  });

  test('that is too large for us is not sent, and one too large for the server says so', async () => {
    const server = await double({ append: () => 'too large' });
    const store = storeOn(server);
    const large = append({ events: [anEvent({ data: 'x'.repeat(1_100_000) })] });
    await expect(store.append(large)).rejects.toBeInstanceOf(AppendTooLarge);
    expect(server.appendRequests()).toBe(0);
    await expect(store.append(append())).rejects.toMatchObject({
      code: 'append_too_large',
      limit: 1_000,
    });
  });

  test('by a user without the right to it is not repeated', async () => {
    const server = await double({ append: () => 'access denied' });
    await expect(storeOn(server).append(append())).rejects.toThrow(/refused the user/);
    expect(server.appendRequests()).toBe(1);
  });

  test('given twice while it is under way is sent once', async () => {
    const server = await double();
    const one = append();
    const store = storeOn(server);
    const [first, second] = await Promise.all([store.append(one), store.append(one)]);
    expect(second).toEqual(first);
    expect(server.appendRequests()).toBe(1);
  });

  test('among hundreds that were under way when connections broke is written once, in order', async () => {
    const server = await double({
      // Large enough that the network cannot take them all: the rest waits in the client.
      append: (count) => (count % 150 === 149 ? 'write and die' : 'answer'),
    });
    const store = storeOn(server);
    const appends = Array.from({ length: 600 }, () =>
      append({ events: [anEvent({ data: 'x'.repeat(2_000) })] }),
    );
    const outcomes = await store.appendMany(appends);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(server.kept().map(({ message }) => message.getId()?.getString())).toEqual(
      idsOf(appends.flatMap(({ events }) => [...events])),
    );
  });

  test('among hundreds to a server that falls silent and dies ends like all of them', async () => {
    const server = await double({ append: (count) => (count < 10 ? 'answer' : 'ignore') });
    const store = storeOn(server);
    const appends = Array.from({ length: 400 }, () =>
      append({ events: [anEvent({ data: 'x'.repeat(5_000) })] }),
    );
    const writing = store.appendMany(appends);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await server.cutOff();
    server.manners.append = () => 'answer';
    expect((await writing).every(({ ok }) => ok)).toBe(true);
    expect(server.kept()).toHaveLength(400);
  });
});

describe('a reading', () => {
  test('that its reader leaves is cancelled on the server', async () => {
    const server = await double();
    const store = storeOn(server);
    const { stream } = append();
    await store.append({ stream, expectedRevision: 'any', events: someEvents(2_000) });
    for await (const event of store.readStream(stream)) if (event.revision === 3n) break;
    for await (const batch of store.readAll({ batchSize: 5 })) if (batch.events.length > 0) break;
    await expect.poll(server.openReads).toBe(0);
  });

  test('of a silent server ends by our own clock', async () => {
    const store = storeOn(await double({ read: () => 'silence' }), { timers: brief });
    await expect(eventsOf(store, uniqueName())).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(logOf(store)).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  test('that the server ends too early is not taken for the whole log', async () => {
    const server = await double();
    const store = storeOn(server, { timers: prompt });
    await store.append(append());
    let reads = 0;
    // The first is that of the end of the log.
    server.manners.read = () => (reads++ === 0 ? 'answer' : 'end without a word');
    await expect(logOf(store)).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  test('goes to the leader, which a server names that is not', async () => {
    const leader = await double();
    const [endpoint] = leader.settings.endpoints;
    const follower = await double({
      read: () => 'not leader',
      ...(endpoint !== undefined && { leader: endpoint }),
    });
    const store = storeOn(follower);
    const one = append();
    await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
    await store.append(one);
    expect(leader.kept()).toHaveLength(1);
    expect(await eventsOf(store, one.stream)).toHaveLength(1);
  });
});

describe('a subscription', () => {
  const written = async (store: EventStore, count: number): Promise<readonly string[]> => {
    const appends = Array.from({ length: count }, () => append());
    await store.appendMany(appends);
    return idsOf(appends.flatMap(({ events }) => [...events]));
  };

  test('whose connection is cut again and again gets each event once, in order', async () => {
    const server = await double();
    const store = storeOn(server);
    const ids = await written(store, 100);
    let batches = 0;
    const received = await follow(store, 100, async () => {
      batches += 1;
      if (batches % 4 === 2) await server.cutOff();
    });
    expect(received).toEqual(ids);
  });

  test('that the server ends without an error goes on', async () => {
    const server = await double();
    const store = storeOn(server, { timers: prompt });
    const first = await written(store, 20);
    const following = follow(store, 40);
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.endReads();
    const second = await written(store, 20);
    expect(await following).toEqual([...first, ...second]);
  });

  test('that the server forgot is found out by the clock', async () => {
    const server = await double();
    const store = storeOn(server, { timers: prompt });
    const ids = await written(store, 10);
    let reads = 0;
    server.manners.read = () => (reads++ === 0 ? 'silence' : 'answer');
    expect(await follow(store, 10)).toEqual(ids);
  });

  test('of a quiet log is left alone by the clock', async () => {
    const server = await double();
    const store = storeOn(server, { timers: brief });
    await written(store, 1);
    const following = follow(store, 2);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = server.readRequests();
    await written(store, 1);
    await following;
    // One subscription, and looks at the end of the log.
    expect(before).toBeGreaterThan(2);
    expect(server.openReads()).toBeLessThanOrEqual(1);
  });

  test('with a slow handler holds the server up instead of filling the memory', async () => {
    const server = await double();
    const store = storeOn(server);
    const { stream } = append();
    await store.append({
      stream,
      expectedRevision: 'any',
      events: someEvents(300, { data: 'x'.repeat(2_000) }),
    });
    for (let count = 0; count < 19; count++) {
      await store.append({
        stream,
        expectedRevision: 'any',
        events: someEvents(300, { data: 'x'.repeat(2_000) }),
      });
    }
    const stop = new AbortController();
    let sent = 0;
    await store.subscribe({
      signal: stop.signal,
      batchSize: 10,
      onBatch: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        sent = server.sent();
        stop.abort();
      },
    });
    expect(sent).toBeGreaterThan(10);
    expect(sent).toBeLessThan(1_500);
  });

  test('ends at once with its store', async () => {
    const server = await double();
    const store = storeOn(server);
    const subscription = store.subscribe({
      signal: new AbortController().signal,
      onBatch: () => Promise.resolve(),
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begun = performance.now();
    await store.close();
    await subscription;
    expect(performance.now() - begun).toBeLessThan(1_000);
    await expect(store.append(append())).rejects.toBeInstanceOf(EventStoreUnavailable);
  });
});

/** A port that takes connections and says nothing, as a server does that is frozen. */
const silentServer = async (): Promise<Endpoint> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.add(socket);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { address: 'localhost', port: (server.address() as AddressInfo).port };
};

describe('a cluster', () => {
  test('is used while two of its servers take connections and say nothing', async () => {
    const leader = await double();
    const silent = await Promise.all([silentServer(), silentServer()]);
    const endpoints = [...silent, ...leader.settings.endpoints];
    const store = storeOn({ settings: { ...leader.settings, endpoints } });
    const one = append();
    const [, found] = await Promise.all([store.append(one), follow(store, 1)]);
    expect(found).toEqual(idsOf(one.events));
    expect(await eventsOf(store, one.stream)).toHaveLength(1);
  });

  test('whose authority is unknown is told as a cluster of which nobody answers', async () => {
    const server = await startWireDouble({}, { key: serverKey, certificate: serverCertificate });
    closers.push(server.stop);
    const endpoints = [...server.settings.endpoints, { address: '127.0.0.1', port: 1 }];
    const store = storeOn({ settings: { ...server.settings, endpoints } }, { timers: brief });
    await expect(store.append(append())).rejects.toThrow(/told who leads.*tlsCAFile/);
    await expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable);
  });
});

describe('the connection of a process', () => {
  test('is one: a second store shares it, one to another server is refused', async () => {
    const server = await double();
    const first = storeOn(server);
    const second = createEventStoreDb({ settings: server.settings, timers });
    const one = append();
    await second.append(one);
    await second.close();
    expect(await eventsOf(first, one.stream)).toHaveLength(1);
    const other = await double();
    expect(() => createEventStoreDb({ settings: other.settings })).toThrow(/another EventStoreDB/);
  });

  test('is encrypted and knows its user with TLS and the authority of the server', async () => {
    const server = await startWireDouble({}, { key: serverKey, certificate: serverCertificate });
    closers.push(server.stop);
    const settings = { ...server.settings, user: { name: 'chobo', password: 's3cret:@/' } };
    const store = storeOn({ settings }, { rootCertificate: Buffer.from(authority) });
    const one = append();
    await store.append(one);
    expect(await eventsOf(store, one.stream)).toHaveLength(1);
    expect([...server.logins]).toEqual(['chobo:s3cret:@/']);
  });

  test('is not made to a server of an unknown authority, and nobody reads the password', async () => {
    const server = await startWireDouble({}, { key: serverKey, certificate: serverCertificate });
    closers.push(server.stop);
    const told: unknown[] = [];
    const settings = { ...server.settings, user: { name: 'chobo', password: 's3cret' } };
    const subscription = new AbortController();
    const warn = (facts: object, message: string): void => {
      told.push(facts, message);
      if (message.startsWith('a subscription')) subscription.abort();
    };
    const store = storeOn({ settings }, { timers: brief, logger: { warn } });
    const failure = await store.append(append()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EventStoreUnavailable);
    expect((failure as Error).message).toMatch(/first certificate.*tlsCAFile/);
    await store.subscribe({ signal: subscription.signal, onBatch: () => Promise.resolve() });
    expect(told.length).toBeGreaterThan(0);
    const everything = inspect([failure, told], { depth: 12, showHidden: true });
    expect(everything).not.toContain('s3cret');
    expect(everything).not.toContain(Buffer.from('chobo:s3cret').toString('base64'));
    expect(server.appendRequests()).toBe(0);
  });
});
