import { EventNotSerialisable, EventStoreUnavailable } from '../errors.ts';

/**
 * Classes of SQLSTATE that speak of the connection or the server's condition,
 * not of what was asked: connection (08), transaction rolled back (40), too few
 * resources (53), lock not available (55), operator intervention such as a
 * shutdown (57), system error (58), and a server that became read-only (25).
 */
const PASSING = new Set(['08', '25', '40', '53', '55', '57', '58']);

/** Data exception, and program limit exceeded: the values sent are to blame. */
const OF_THE_DATA = new Set(['22', '54']);

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Class of an error's SQLSTATE; undefined when it is the driver's or the network's. */
const sqlStateClass = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && SQLSTATE.test(code) && !code.startsWith('E')
    ? code.slice(0, 2)
    : undefined;
};

/** True when the same request may well succeed later, or may have succeeded unheard. */
export const isPassing = (error: unknown): boolean => {
  const state = sqlStateClass(error);
  return state === undefined || PASSING.has(state);
};

/** Any failure of the driver or the server as an error of the port. */
export const failureOf = (error: unknown, doing: string): Error => {
  const reason = error instanceof Error ? error.message : String(error);
  const state = sqlStateClass(error);
  return state !== undefined && OF_THE_DATA.has(state)
    ? new EventNotSerialisable(`PostgreSQL refused the data of ${doing}: ${reason}`, {
        cause: error,
      })
    : new EventStoreUnavailable(`The event store failed at ${doing}: ${reason}`, { cause: error });
};
