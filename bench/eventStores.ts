import { randomUUID } from 'node:crypto';
import { START } from '@chobo/event-store/port';
import type { Append, EventStore, Position } from '@chobo/event-store/port';
import { allProjections } from '@chobo/projections/all';
import { rateOf } from './appends.ts';
import { median } from './benchmark.ts';
import type { Benchmark, BenchmarkContext, Figure } from './benchmark.ts';
import { reachableEngines } from './eventEngines.ts';
import type { Engine } from './eventEngines.ts';
import { aTopUpCredited } from './events.ts';
import { rebuild } from './rebuild.ts';
import { sellingHistory } from './rebuildEvents.ts';

const IN_FLIGHT = [1, 16, 64, 256];
const ROUNDS = 3;
/** Written for the reading and for the rebuild. */
const EVENTS = 60_000;
const APPENDS_AT_ONCE = 5_000;
const LIVE_VIEWS: ReadonlySet<string> = new Set(['accounts', 'ledger']);

/** Runs ours and the plain way in turns; the first round warms up and does not count. */
const inTurns = async (
  ours: () => Promise<number>,
  plain: () => Promise<number>,
): Promise<{ readonly value: number; readonly floor: number }> => {
  const rates = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = { plain: await plain(), ours: await ours() };
    if (round === 0) continue;
    rates.ours.push(measured.ours);
    rates.plain.push(measured.plain);
  }
  return { value: median(rates.ours), floor: median(rates.plain) };
};

const writeAll = async (store: EventStore, appends: Iterable<Append>): Promise<void> => {
  let pending: Append[] = [];
  const flush = async (): Promise<void> => {
    for (const outcome of await store.appendMany(pending)) if (!outcome.ok) throw outcome.error;
    pending = [];
  };
  for (const append of appends) {
    // Ids of its own, as the server may have those of an earlier run.
    const events = append.events.map((event) => ({ ...event, id: randomUUID() }));
    pending.push({ ...append, events });
    if (pending.length === APPENDS_AT_ONCE) await flush();
  }
  await flush();
};

const eventsPerSecond = async (store: EventStore, after: Position): Promise<number> => {
  const begun = performance.now();
  let read = 0;
  for await (const { events } of store.readAll({ after })) read += events.length;
  return read / ((performance.now() - begun) / 1_000);
};

/** The store as if its log began at a position: the server may have had other events before. */
const from = (store: EventStore, begin: Position): EventStore => {
  const later = (after: Position = START): Position => (after < begin ? begin : after);
  return {
    ...store,
    readAll: (options = {}) => store.readAll({ ...options, after: later(options.after) }),
    subscribe: (options) => store.subscribe({ ...options, after: later(options.after) }),
  };
};

const measure = async (
  { name, store, plainAppend, plainRead }: Engine,
  { freshDatabase, progress }: BenchmarkContext,
): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  const append = (): Promise<unknown> => {
    const event = aTopUpCredited();
    return store.append({
      stream: `account-${event.id}`,
      expectedRevision: 'no_stream',
      events: [event],
    });
  };
  for (const inFlight of IN_FLIGHT) {
    progress(`${name}: appends, ${inFlight} in flight`);
    const rates = await inTurns(
      () => rateOf(inFlight, append),
      () => rateOf(inFlight, plainAppend),
    );
    figures.push({ name: `${name}: appends, ${inFlight} in flight`, unit: 'appends/s', ...rates });
  }

  progress(`${name}: writing ${EVENTS} events`);
  const begin = await store.head();
  const begun = performance.now();
  await writeAll(store, sellingHistory(EVENTS));
  const writing = EVENTS / ((performance.now() - begun) / 1_000);
  figures.push({ name: `${name}: appendMany`, unit: 'appends/s', value: writing, floor: null });

  progress(`${name}: reading`);
  const reading = await inTurns(
    () => eventsPerSecond(store, begin),
    () => plainRead(begin),
  );
  figures.push({ name: `${name}: read all`, unit: 'events/s', ...reading });

  const projections = allProjections({ reconciliation: [] }).filter((projection) =>
    LIVE_VIEWS.has(projection.name),
  );
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    progress(`${name}: rebuild, round ${round} of ${ROUNDS}`);
    const { pool } = await freshDatabase();
    const rebuilding = performance.now();
    await rebuild(pool, from(store, begin), projections);
    if (round > 0) rates.push(EVENTS / ((performance.now() - rebuilding) / 1_000));
  }
  figures.push({
    name: `${name}: rebuild balance and ledger`,
    unit: 'events/s',
    value: median(rates),
    floor: reading.value,
  });
  return figures;
};

/**
 * Each event store that can be reached, by the same measures: appends of one
 * event with so many callers at a time, many in one call, reading all, and
 * rebuilding two projections (whose floor is the reading alone).
 */
export const eventStores: Benchmark = {
  name: 'events',
  run: async (context) => {
    const figures: Figure[] = [];
    for await (const engine of reachableEngines(context)) {
      figures.push(...(await measure(engine, context)));
    }
    return figures;
  },
};
