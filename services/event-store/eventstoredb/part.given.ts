import type { EventFilter, EventStore, RecordedEvent } from '../port.ts';

/**
 * A store of a test's own on a server that others use too: the names of its
 * streams begin with `prefix` there, which nobody sees here, and streams of
 * others are not there for it. Only its end of the log is that of all.
 */
export const partOf = (store: EventStore, prefix: string): EventStore => {
  const shown = (event: RecordedEvent): RecordedEvent => ({
    ...event,
    stream: event.stream.slice(prefix.length),
  });
  const within = (filter: EventFilter = {}): EventFilter => ({
    ...filter,
    streamPrefixes: (filter.streamPrefixes ?? ['']).map((beginning) => prefix + beginning),
  });
  return {
    append: (append) => store.append({ ...append, stream: prefix + append.stream }),
    appendMany: (appends) =>
      store.appendMany(appends.map((append) => ({ ...append, stream: prefix + append.stream }))),
    readStream: async function* (stream, options) {
      for await (const event of store.readStream(prefix + stream, options)) yield shown(event);
    },
    readStreams: async (streams) => {
      const found = await store.readStreams(streams.map((stream) => prefix + stream));
      return new Map(
        [...found].map(([stream, events]) => [stream.slice(prefix.length), events.map(shown)]),
      );
    },
    readAll: async function* (options = {}) {
      const ofPart = { ...options, filter: within(options.filter) };
      for await (const { events, upTo } of store.readAll(ofPart)) {
        yield { events: events.map(shown), upTo };
      }
    },
    subscribe: (options) =>
      store.subscribe({
        ...options,
        filter: within(options.filter),
        onBatch: ({ events, upTo }) => options.onBatch({ events: events.map(shown), upTo }),
      }),
    head: store.head,
    close: store.close,
  };
};
