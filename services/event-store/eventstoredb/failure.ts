import { EventStoreUnavailable } from '../errors.ts';
import { ErrorType, isCommandError } from './client.ts';

/** A call that got no answer within our own time, whatever the client thinks. */
export class Silence extends Error {
  constructor(doing: string, afterMs: number) {
    super(`no answer to ${doing} within ${afterMs} ms`);
    this.name = 'Silence';
  }
}

/** A reading that ended before it was complete, without an error of its own. */
export class BrokenOff extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenOff';
  }
}

const CANCELLED = 1;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number'
    ? error.code
    : undefined;

export const typeOf = (error: unknown): ErrorType | undefined =>
  error instanceof Error && isCommandError(error) ? error.type : undefined;

/** The stream is not there, or was deleted for good. */
export const isMissing = (error: unknown): boolean =>
  [ErrorType.STREAM_NOT_FOUND, ErrorType.STREAM_DELETED].includes(typeOf(error) as ErrorType);

/** The server said no to this user: asking again does not mend it. */
export const isRefused = (error: unknown): boolean =>
  typeOf(error) === ErrorType.ACCESS_DENIED ||
  [PERMISSION_DENIED, UNAUTHENTICATED].includes(statusOf(error) ?? -1);

/**
 * The connection is of no more use: lost, cancelled by it, silent, or to a
 * server that does not serve (starting, stopping, no longer the leader). By
 * status as well as by type, because the client lets plain errors through.
 */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Silence ||
  error instanceof BrokenOff ||
  [ErrorType.UNAVAILABLE, ErrorType.CANCELLED, ErrorType.NOT_LEADER, ErrorType.UNKNOWN].includes(
    typeOf(error) as ErrorType,
  ) ||
  [CANCELLED, INTERNAL, UNAVAILABLE].includes(statusOf(error) ?? -1);

/** What TLS says of a certificate that it does not take, wherever the client has wrapped it. */
const NOT_TRUSTED = /certificate|altnames/i;

const reasonOf = (error: unknown): string => {
  if (isRefused(error)) {
    return 'the server refused the user, who needs to read and write all streams ($all included); see EVENTSTORE_USERNAME';
  }
  const message = error instanceof Error ? error.message : String(error);
  if (NOT_TRUSTED.test(message)) {
    return `${message}; the certificate of the server has to be from the authority that tlsCAFile names in EVENTSTORE_URL, and for the name under which the server is asked`;
  }
  // Some errors of the client have no message at all.
  return message === '' ? (typeOf(error) ?? 'unknown reason') : message;
};

/** Any failure of the client or the server as an error of the port. */
export const failureOf = (error: unknown, doing: string): Error =>
  error instanceof EventStoreUnavailable
    ? error
    : new EventStoreUnavailable(`The event store failed at ${doing}: ${reasonOf(error)}`, {
        cause: error,
      });
