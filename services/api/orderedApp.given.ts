import { pino } from 'pino';

import type { EventStore } from '@chobo/event-store/port';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';

import { createTestApp, type TestApp } from './app.given.ts';

/** A store whose readings and writings wait for their turn, so that a test decides their order. */
export type OrderedStore = {
  readonly store: EventStore;
  /** Each reading and writing from now on waits for what this gives; null lets all go at once. */
  readonly orderBy: (turn: ((label: string) => Promise<unknown>) | null) => void;
};

const orderedStore = (inner: EventStore): OrderedStore => {
  let turn: ((label: string) => Promise<unknown>) | null = null;
  const wait = async (label: string): Promise<void> => {
    await turn?.(label);
  };
  return {
    orderBy: (next) => {
      turn = next;
    },
    store: {
      ...inner,
      append: async (append) => {
        await wait(`append ${append.stream}`);
        return inner.append(append);
      },
      readStream: async function* (stream, options) {
        await wait(`read ${stream}`);
        yield* inner.readStream(stream, options);
      },
      readStreams: async (streams) => {
        await wait(`read ${streams.length} streams`);
        return inner.readStreams(streams);
      },
    },
  };
};

/** An API with its views over a store whose order the test decides. */
export type OrderedApp = {
  readonly test: TestApp;
  readonly ordered: OrderedStore;
  readonly close: () => Promise<void>;
};

export const createOrderedApp = async (): Promise<OrderedApp> => {
  const stores: OrderedStore[] = [];
  const test = await createTestApp({
    withViews: true,
    dependencies: ({ pool }) => {
      const inner = createPostgresEventStore({ pool, logger: pino({ level: 'silent' }) });
      const ordered = orderedStore(inner);
      stores.push(ordered);
      return { store: ordered.store };
    },
  });
  const [ordered] = stores;
  if (ordered === undefined) throw new Error('The app was made without its store');
  return {
    test,
    ordered,
    close: async () => {
      await ordered.store.close();
      await test.close();
    },
  };
};
