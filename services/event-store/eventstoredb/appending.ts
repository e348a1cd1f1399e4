import { backOffMs, pause } from '../backOff.ts';
import { AppendTooLarge, EventStoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import type { AppendOutcome, Appended, Position } from '../port.ts';
import { bytesOf } from '../serialise.ts';
import type { SerialisedAppend } from '../serialise.ts';
import { ErrorType, isCommandError } from './client.ts';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';
import { failureOf, isRefused } from './failure.ts';
import { positionOf } from './position.ts';
import { within } from './timers.ts';
import type { Timers } from './timers.ts';

/** Most that is under way to the server at a time: enough to keep it busy. */
const MAX_UNDER_WAY = { appends: 256, units: 4_194_304 } as const;

type Waiting = {
  /** Their order, which a repetition keeps. */
  readonly number: number;
  readonly append: SerialisedAppend;
  readonly end: (outcome: AppendOutcome) => void;
  /** `performance.now()` when it was given. */
  readonly givenAt: number;
  /** Whether it has been sent before, its end unknown. */
  sent: boolean;
};

/** What one sending of an append came to; `unknown`: it may have been written or not. */
type Sent = { readonly known: AppendOutcome } | { readonly unknown: unknown };

/** Finds an append that is in its stream already. */
type FindWritten = (append: SerialisedAppend) => Promise<Appended | undefined>;

/** Reads the position of an event that the server did not tell. */
type PositionAt = (stream: string, revision: bigint) => Promise<Position>;

const refusalOf = (append: SerialisedAppend, error: unknown): Error | undefined => {
  if (isRefused(error)) return failureOf(error, `an append to ${append.stream}`);
  if (!(error instanceof Error && isCommandError(error))) return undefined;
  switch (error.type) {
    case ErrorType.WRONG_EXPECTED_VERSION:
      return new WrongExpectedRevision(append.stream, append.expectedRevision, error.actualVersion);
    case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
      return new AppendTooLarge(append.stream, bytesOf(append), error.maxAppendSize);
    case ErrorType.STREAM_DELETED:
      return new EventStoreUnavailable(
        `The stream ${append.stream} was deleted for good on the server and takes no events`,
        { cause: error },
      );
    default:
      return undefined;
  }
};

/** A writer without an expected revision, whose repetitions only the server's memory recognises. */
const isRecognisedByMemoryOnly = ({ expectedRevision }: SerialisedAppend): boolean =>
  expectedRevision === 'any' || expectedRevision === 'stream_exists';

/**
 * Sends appends in the order in which they are given, many at a time, and each
 * again until the server has said how it ended: with the same ids and the same
 * expected revision, so that it is written once. Whatever was under way when a
 * connection was lost is sent again in its order, before anything newer.
 */
export const createAppending = ({
  connection,
  timers,
  closing,
  findWritten,
  positionAt,
}: {
  readonly connection: Connection;
  readonly timers: Timers;
  /** Aborted when the store is to close: then nobody waits for a server that is away. */
  readonly closing: AbortSignal;
  readonly findWritten: FindWritten;
  readonly positionAt: PositionAt;
}): {
  readonly append: (append: SerialisedAppend) => Promise<AppendOutcome>;
  /** Resolves when all that was given has its end. */
  readonly drained: () => Promise<void>;
} => {
  let waiting: Waiting[] = [];
  /**
   * What has been given and has no end yet, by stream, revision and ids. One who
   * gives the same again shares it: the server leaves the repetition of an
   * append that it is still writing without an answer for seconds.
   */
  const unanswered = new Map<string, Promise<AppendOutcome>>();
  let given = 0;
  let answeredAt = -Infinity;
  let sending: Promise<void> | undefined;
  /** Wakes the sender: an append has been given, or one has ended. */
  let wake: () => void = () => undefined;

  const appendedAs = async (
    stream: string,
    revision: bigint,
    position: { readonly commit: bigint; readonly prepare: bigint } | undefined,
  ): Promise<Appended> => ({
    revision,
    position: position === undefined ? await positionAt(stream, revision) : positionOf(position),
  });

  const send = async (client: Client, { append, sent }: Waiting): Promise<Sent> => {
    const doing = `an append to ${append.stream}`;
    try {
      if (sent && isRecognisedByMemoryOnly(append)) {
        const written = await findWritten(append);
        if (written !== undefined) return { known: { ok: true, appended: written } };
      }
      const { nextExpectedRevision, position } = await within(
        client.write(append, timers.answerMs),
        timers.answerMs,
        doing,
      );
      const appended = await appendedAs(append.stream, nextExpectedRevision, position);
      return { known: { ok: true, appended } };
    } catch (error) {
      const refusal = refusalOf(append, error);
      return refusal === undefined ? { unknown: error } : { known: { ok: false, error: refusal } };
    }
  };

  /** Sends what waits until nothing does or one's end is unknown; gives back those. */
  const sendAll = async (
    client: Client,
  ): Promise<{ readonly back: readonly Waiting[]; readonly error: unknown }> => {
    const back: Waiting[] = [];
    let underWay = 0;
    let units = 0;
    let error: unknown;
    const isFull = (next: Waiting): boolean =>
      underWay >= MAX_UNDER_WAY.appends ||
      (underWay > 0 && units + next.append.units > MAX_UNDER_WAY.units);

    for (;;) {
      const next = back.length === 0 ? waiting[0] : undefined;
      if (next !== undefined && !isFull(next)) {
        waiting.shift();
        units += next.append.units;
        underWay += 1;
        void send(client, next).then((outcome) => {
          underWay -= 1;
          units -= next.append.units;
          next.sent = true;
          if ('known' in outcome) {
            answeredAt = performance.now();
            next.end(outcome.known);
          } else {
            // Ends the client if it is lost, and with it all that is under way.
            if (back.length === 0) connection.failed(client, outcome.unknown);
            error = outcome.unknown;
            back.push(next);
          }
          wake();
        });
        continue;
      }
      if (underWay === 0) return { back, error };
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  /** Tells those who have waited long enough since they came or, if later, since anyone heard anything. */
  const giveUpOn = (error: unknown, patienceMs: number): void => {
    const now = performance.now();
    const left: Waiting[] = [];
    for (const one of waiting) {
      if (Math.max(one.givenAt, answeredAt) + patienceMs > now) left.push(one);
      else one.end({ ok: false, error: failureOf(error, `an append to ${one.append.stream}`) });
    }
    waiting = left;
  };

  const sendUntilDone = async (): Promise<void> => {
    let failures = 0;
    while (waiting.length > 0) {
      let failure: unknown;
      try {
        const { back, error } = await sendAll(await connection.writer());
        if (back.length === 0) {
          failures = 0;
          continue;
        }
        failure = error;
        const again = [...back].sort((one, other) => one.number - other.number);
        waiting = [...again, ...waiting];
      } catch (error) {
        failure = error;
      }
      failures += 1;
      giveUpOn(failure, isRefused(failure) || closing.aborted ? 0 : timers.patienceMs);
      if (waiting.length > 0) await pause(backOffMs(failures), closing);
    }
    sending = undefined;
  };

  const give = (append: SerialisedAppend): Promise<AppendOutcome> =>
    new Promise((resolve) => {
      given += 1;
      const givenAt = performance.now();
      waiting.push({ number: given, append, end: resolve, givenAt, sent: false });
      sending ??= sendUntilDone();
      wake();
    });

  return {
    append: (append) => {
      const { stream, expectedRevision, ids } = append;
      const name = [stream, expectedRevision, ...ids].join('\n');
      let outcome = unanswered.get(name);
      if (outcome === undefined) {
        outcome = give(append).finally(() => unanswered.delete(name));
        unanswered.set(name, outcome);
      }
      return outcome;
    },
    drained: async () => sending,
  };
};
