import type { Arriving } from './client.ts';
import { BrokenOff } from './failure.ts';

/** How a stream of the client's came to its end. */
export type Ended = { readonly error: unknown } | 'whole';

/** What a stream of the client's brings, taken by its reader as it likes. */
export type Incoming<Item> = {
  /** Those that are there, `atMost` at the most; none when nothing has come yet. */
  readonly take: (atMost: number) => Item[];
  /** Resolves when there is something to take, when `wake` is called, or at the end. */
  readonly arrival: () => Promise<void>;
  readonly wake: () => void;
  /** How many have been taken so far and how many are ready to be. */
  readonly taken: () => number;
  readonly ready: () => number;
  readonly ended: () => Ended | undefined;
  /** Ends the call on the server too; otherwise it would stay open there. */
  readonly cancel: () => void;
};

/**
 * Listens to a stream of the client's, which may end with an error and nothing
 * else, with an end and no error, by being closed, or not at all when its
 * client is given up: each of them is an end here.
 */
export const incoming = <Item>(stream: Arriving<Item>, lost: AbortSignal): Incoming<Item> => {
  let taken = 0;
  let ended: Ended | undefined;
  let news: (() => void) | undefined;

  const wake = (): void => {
    news?.();
    news = undefined;
  };
  const end = (how: Ended): void => {
    ended ??= how;
    lost.removeEventListener('abort', giveUp);
    wake();
  };
  const giveUp = (): void => end({ error: new BrokenOff('the connection was given up') });

  stream.on('readable', wake);
  stream.on('error', (error: unknown) => end({ error }));
  stream.on('end', () => end('whole'));
  stream.on('close', () => end('whole'));
  lost.addEventListener('abort', giveUp, { once: true });
  if (lost.aborted) giveUp();

  return {
    take: (atMost) => {
      const items: Item[] = [];
      while (items.length < atMost) {
        const item = stream.read();
        if (item === null) break;
        taken += 1;
        items.push(item);
      }
      return items;
    },
    arrival: () =>
      ended !== undefined || stream.readableLength > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            news = resolve;
          }),
    wake,
    taken: () => taken,
    ready: () => stream.readableLength,
    ended: () => ended,
    cancel: () => {
      end('whole');
      const cancelled = stream.cancel?.() ?? stream.unsubscribe?.();
      // Without a connection there is nothing to cancel, which it says by failing.
      cancelled?.catch(() => undefined);
    },
  };
};
