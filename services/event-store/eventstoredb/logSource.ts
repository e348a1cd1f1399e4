import { START } from '../port.ts';
import type { EventFilter, Position } from '../port.ts';
import type { AllStreamResolvedEvent, Client } from './client.ts';
import { incoming } from './incoming.ts';
import type { Ended } from './incoming.ts';
import { offsetsOf, positionOf } from './position.ts';
import { serverFilter } from './recorded.ts';

/** What was taken of the log in one go. */
export type Taken = {
  readonly events: readonly AllStreamResolvedEvent[];
  /** All up to here has been considered: the last event, or a checkpoint behind it. */
  readonly upTo: Position;
  /** The server has said, behind the last of these events, that there were no more. */
  readonly caughtUp: boolean;
};

/** The log from some position on, for as long as its reader wants. */
export type LogSource = {
  readonly take: (atMost: number) => Taken;
  /** Resolves when there is something new to take, or at the end. */
  readonly arrival: () => Promise<void>;
  /** Whether more is there to be taken at once. */
  readonly hasMore: () => boolean;
  readonly ended: () => Ended | undefined;
  readonly cancel: () => void;
};

/** Said by the server between two events: it belongs behind so many of them. */
type Word = { readonly behind: number; readonly checkpoint?: Position };

/**
 * Reads the log through a subscription, which the server filters and a plain
 * reading it does not.
 *
 * What the server says between events reaches the client at once, while events
 * queue; so each word is kept with the number of events that it stands behind,
 * and is heard when those have been taken.
 */
export const openLog = (client: Client, after: Position, filter?: EventFilter): LogSource => {
  let words: Word[] = [];
  let upTo = after;
  const say = (checkpoint?: Position): void => {
    const behind = arriving.taken() + arriving.ready();
    words.push(checkpoint === undefined ? { behind } : { behind, checkpoint });
    arriving.wake();
  };
  const arriving = incoming(
    client.subscription(after === START ? undefined : offsetsOf(after), serverFilter(filter), {
      checkpoint: (position) => say(positionOf(position)),
      caughtUp: () => say(),
    }),
    client.lost,
  );
  const isHeard = (word: Word): boolean => word.behind <= arriving.taken();

  return {
    take: (atMost) => {
      const events = arriving.take(atMost);
      const last = events.at(-1)?.event?.position;
      if (last !== undefined) upTo = positionOf(last);
      let caughtUp = false;
      for (const { checkpoint } of words.filter(isHeard)) {
        if (checkpoint === undefined) caughtUp = true;
        else if (checkpoint > upTo) upTo = checkpoint;
      }
      words = words.filter((word) => !isHeard(word));
      return { events, upTo, caughtUp };
    },
    arrival: () => (words.some(isHeard) ? Promise.resolve() : arriving.arrival()),
    hasMore: () => arriving.ready() > 0 || words.some(isHeard),
    ended: arriving.ended,
    cancel: arriving.cancel,
  };
};
