import { EventStoreUnavailable } from '../errors.ts';
import type { EventStoreLogger } from '../logger.ts';
import { Client, ErrorType, isCommandError } from './client.ts';
import { hostsOf } from './connectionString.ts';
import type { EventStoreDbSettings } from './connectionString.ts';
import { isConnectionLost } from './failure.ts';
import { within } from './timers.ts';

/** The one way to the server that a process has; the client behind it is replaced when it is lost. */
export type Connection = {
  /** The client of now. Waits while a lost one is being ended. @throws EventStoreUnavailable when no leader is found */
  readonly client: () => Promise<Client>;
  /** The client of now once it may write. @throws Silence, or why there is no server */
  readonly writer: () => Promise<Client>;
  /** Tells how a call ended; after an end as a lost connection has it, the client is replaced. */
  readonly failed: (client: Client, error: unknown) => void;
  /** Ends the client when nobody uses the connection any longer. */
  readonly release: () => Promise<void>;
};

type Shared = { readonly key: string; readonly connection: Connection; users: number };

/** How long a server may take to say what it can do. */
const OPEN_WITHIN_MS = 5_000;

/** How long the leader of a cluster is looked for, past servers that are gone and do not say so. */
const FIND_WITHIN_MS = 15_000;

/** The client of now, with what was asked of it once for all who use it. */
type Held = { readonly client: Client; found?: Promise<void>; opened?: Promise<void> };

const createConnection = (
  settings: EventStoreDbSettings,
  rootCertificate: Buffer | undefined,
  logger: EventStoreLogger | undefined,
): Connection => {
  let current: Held | undefined;
  let ending: Promise<void> = Promise.resolve();
  let losses = 0;
  /** Where the leader is, as a server told that is not. */
  let leader: { readonly address: string; readonly port: number } | undefined;

  const create = (): Held => {
    const towards =
      leader === undefined ? settings : { ...settings, endpoints: [leader], discover: false };
    leader = undefined;
    return { client: new Client(towards, rootCertificate) };
  };

  /** Waits for what was asked of a client. Not asked twice of one: it keeps a refusal for ever. */
  const answered = async (held: Held, answer: Promise<void>): Promise<void> => {
    try {
      await answer;
    } catch (error) {
      if (current === held) {
        current = undefined;
        ending = held.client.end();
      }
      throw error;
    }
  };

  const find = async (): Promise<Held> => {
    await ending;
    const held = (current ??= create());
    held.found ??= within(held.client.find(), FIND_WITHIN_MS, 'the search for the leader').catch(
      (cause: unknown) => {
        throw new EventStoreUnavailable(
          `None of ${hostsOf(settings)} told who leads: they are away, have no leader now, or their certificate is of another authority than tlsCAFile names`,
          { cause },
        );
      },
    );
    await answered(held, held.found);
    return held;
  };

  const client = async (): Promise<Client> => (await find()).client;

  const failed = (lost: Client, error: unknown): void => {
    if (current?.client !== lost || !isConnectionLost(error)) return;
    current = undefined;
    losses += 1;
    if (error instanceof Error && isCommandError(error) && error.type === ErrorType.NOT_LEADER) {
      leader = error.leader;
    }
    logger?.warn(
      { err: error, servers: hostsOf(settings), losses },
      'the connection to the event store was lost',
    );
    ending = lost.end();
  };

  return {
    client,
    failed,
    writer: async () => {
      const held = await find();
      held.opened ??= within(
        held.client.open(),
        OPEN_WITHIN_MS,
        'the first question to the server',
      );
      await answered(held, held.opened);
      if (current !== held) throw new Error('the connection was lost as it was opened');
      losses = 0;
      return held.client;
    },
    release: async () => {
      const last = current;
      current = undefined;
      if (last !== undefined) ending = ending.then(() => last.client.end());
      await ending;
    },
  };
};

/**
 * Clients of one process get in each other's way (client.ts), through a list
 * that the package keeps for all of them: so there is one, wherever this module
 * was loaded from.
 */
const SHARED = Symbol.for('chobo.eventstoredb.connection');
const place = globalThis as typeof globalThis & { [SHARED]?: Shared | undefined };

/**
 * The process's connection: made by the first who asks, shared by all others.
 *
 * @throws Error when the process has one to other servers
 */
export const shareConnection = (
  settings: EventStoreDbSettings,
  rootCertificate: Buffer | undefined,
  logger: EventStoreLogger | undefined,
): Connection => {
  const key = JSON.stringify(settings);
  const shared = place[SHARED];
  if (shared !== undefined && shared.key !== key) {
    throw new Error(
      `This process is connected to another EventStoreDB already; ${hostsOf(settings)} needs a process of its own`,
    );
  }
  const used = (place[SHARED] ??= {
    key,
    connection: createConnection(settings, rootCertificate, logger),
    users: 0,
  });
  used.users += 1;
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    used.users -= 1;
    if (used.users > 0) return;
    place[SHARED] = undefined;
    await used.connection.release();
  };
  return { ...used.connection, release: () => (released ??= release()) };
};
