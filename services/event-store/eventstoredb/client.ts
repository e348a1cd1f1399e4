import { setMaxListeners } from 'node:events';

// The one file that knows the package: what the rest of the adapter uses of it is named here.
import {
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  FORWARDS,
  START as LOG_START,
  eventTypeFilter,
  isCommandError,
  streamNameFilter,
} from '@eventstore/db-client';
import type {
  AllStreamResolvedEvent,
  AllStreamSubscription,
  AppendResult,
  JSONEventData,
  ResolvedEvent,
} from '@eventstore/db-client';
import type { Readable } from 'node:stream';
import type { ExpectedRevision } from '../port.ts';
import type { SerialisedAppend } from '../serialise.ts';
import type { EventStoreDbSettings } from './connectionString.ts';
import type { LogPosition } from './position.ts';

export { ErrorType, isCommandError };
export type { AllStreamResolvedEvent, ResolvedEvent };

/** A stream of the client's, as far as the adapter uses it. */
export type Arriving<Item> = Pick<Readable, 'on'> & {
  readonly readableLength: number;
  read: () => Item | null;
  cancel?: () => Promise<void>;
  unsubscribe?: () => Promise<void>;
};

/** What the server is to leave out of a subscription: all but these beginnings. */
export type ServerFilter =
  | { readonly on: 'streams' | 'types'; readonly prefixes: readonly string[] }
  | { readonly on: 'nothing but system events' };

/** Objects that a reading keeps ready ahead of its reader. */
const READ_AHEAD = 256;
/** Events that the server looks at in one go: a filter that few fit is not read in tiny steps. */
const SEARCH_WINDOW = 512;

/** How long one server of a cluster may take to say who leads, in s: one that is gone may say nothing. */
const GOSSIP_WITHIN_S = 3;

/** An append that has not ended by then waits for a server that is not there. */
const END_WITHIN_MS = 30_000;

/** JSON text as the value that the client will make text of again. */
const valueOf = (text: string): JSONEventData['data'] => JSON.parse(text) as JSONEventData['data'];

const bytes = new TextEncoder();

/**
 * The vendor's client with what it lacks: it can be waited for, it tells its
 * readers when it is given up, and it ends altogether.
 */
export class Client extends EventStoreDBClient {
  readonly #lost = new AbortController();
  readonly #writing = new Set<Promise<unknown>>();

  constructor(settings: EventStoreDbSettings, rootCertificate: Buffer | undefined) {
    const { endpoints, discover, tls, user } = settings;
    const [endpoint] = endpoints;
    if (endpoint === undefined) throw new RangeError('an event store has at least one server');
    const credentials = {
      insecure: !tls,
      ...(rootCertificate !== undefined && { rootCertificate }),
    };
    const login = user === undefined ? undefined : { username: user.name, password: user.password };
    // throwOnAppendFailure stays on: off, a conflict answers with a revision that is wrong.
    const cluster = { nodePreference: 'leader', gossipTimeout: GOSSIP_WITHIN_S } as const;
    if (discover) super({ discover: endpoint, ...cluster }, credentials, login);
    else if (endpoints.length === 1) super({ endpoint }, credentials, login);
    else super({ endpoints: [...endpoints], ...cluster }, credentials, login);
    // Each reading waits for this end, and there may be any number of them.
    setMaxListeners(0, this.#lost.signal);
    this.#withoutQueueOfItsOwn();
  }

  /**
   * Appends are written to a stream whose writers would queue once it is full,
   * and of those in the queue each becomes an unhandled rejection when the
   * connection is lost: the end of the process. So it never counts as full; how
   * much is under way at a time is bounded by the sender (appending.ts).
   */
  #withoutQueueOfItsOwn(): void {
    const create = this.GRPCStreamCreator;
    this.GRPCStreamCreator = (Service, name, creator, cache) =>
      create(
        Service,
        name,
        async (service) => {
          const stream = await creator(service);
          if (!('write' in stream)) return stream;
          const write = stream.write.bind(stream);
          return Object.assign(stream, {
            write: (message: unknown) => {
              write(message);
              return true;
            },
          });
        },
        cache,
      );
  }

  /** Aborted when this client is given up; its streams may never tell. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Resolves when it is known which server of a cluster leads; at once when there is one server. */
  async find(): Promise<void> {
    await this.getChannel();
  }

  /**
   * Resolves when the server has said what it can do. Before that an append
   * would wait where neither a deadline nor its end reaches it.
   */
  async open(): Promise<void> {
    await this.capabilities;
  }

  /** Sends one append; it has an answer, an error, or neither for as long as the server is silent. */
  write(append: SerialisedAppend, deadlineMs: number): Promise<AppendResult> {
    const { stream, expectedRevision, ids, types, data, metadata } = append;
    const events = ids.map((id, index) => ({
      id,
      type: types[index] ?? '',
      contentType: 'application/json' as const,
      data: valueOf(data[index] ?? 'null'),
      metadata: bytes.encode(metadata[index]),
    }));
    const written = this.appendToStream(stream, events, {
      expectedRevision: expectedRevision satisfies ExpectedRevision,
      deadline: deadlineMs,
    });
    const settled = written.then(
      () => undefined,
      () => undefined,
    );
    this.#writing.add(settled);
    void settled.finally(() => this.#writing.delete(settled));
    return written;
  }

  /** Events of one stream. The leader answers, so that a reader sees what was just written. */
  streamEvents(
    stream: string,
    options: {
      readonly backwards: boolean;
      readonly fromRevision?: bigint | undefined;
      readonly maxCount?: number | undefined;
    },
  ): Arriving<ResolvedEvent> {
    const { backwards, fromRevision, maxCount } = options;
    return this.readStream(
      stream,
      {
        direction: backwards ? BACKWARDS : FORWARDS,
        // Left out it would be the start, backwards too.
        fromRevision: fromRevision ?? (backwards ? END : LOG_START),
        requiresLeader: true,
        ...(maxCount !== undefined && { maxCount }),
      },
      { highWaterMark: READ_AHEAD },
    );
  }

  /** The last events of the log, the last one first, system events among them. */
  lastEvents(maxCount: number | undefined): Arriving<AllStreamResolvedEvent> {
    return this.readAll({
      direction: BACKWARDS,
      fromPosition: END,
      requiresLeader: true,
      ...(maxCount !== undefined && { maxCount }),
    });
  }

  /** The log after a position, for ever. */
  subscription(
    after: LogPosition | undefined,
    filter: ServerFilter,
    told: { readonly checkpoint: (position: LogPosition) => void; readonly caughtUp: () => void },
  ): Arriving<AllStreamResolvedEvent> {
    const common = {
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: 1,
      // It must not fail: a rejection here would end the subscription without a word.
      checkpointReached: (_subscription: AllStreamSubscription, position: LogPosition) =>
        told.checkpoint(position),
    };
    const subscription = this.subscribeToAll(
      {
        fromPosition: after ?? LOG_START,
        requiresLeader: true,
        filter:
          filter.on === 'streams'
            ? streamNameFilter({ prefixes: [...filter.prefixes], ...common })
            : filter.on === 'types'
              ? eventTypeFilter({ prefixes: [...filter.prefixes], ...common })
              : eventTypeFilter({ regex: '^[^$].*', ...common }),
      },
      { highWaterMark: READ_AHEAD },
    );
    subscription.on('caughtUp', told.caughtUp);
    return subscription;
  }

  /**
   * Ends all that goes on, appends included, and resolves when none of them can
   * come to life again. Only then may another client write: within a process
   * the vendor's clients share the list of unanswered appends, and the end of
   * one's stream would tear up those of the other.
   */
  async end(): Promise<void> {
    this.#lost.abort();
    const end = performance.now() + END_WITHIN_MS;
    // One that is still looking for a server ends with its search, which takes seconds at most.
    while (performance.now() < end) {
      // Calls that were made just now get as far as having a stream that can be ended.
      await new Promise((resolve) => setImmediate(resolve));
      await this.dispose();
      if (this.#writing.size === 0) break;
      await Promise.race([
        Promise.all(this.#writing),
        new Promise((resolve) => setTimeout(resolve, 50)),
      ]);
    }
    this.getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}
