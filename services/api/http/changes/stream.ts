import { Readable } from 'node:stream';

import type { Position } from '@chobo/event-store/port';
import type { Role } from '@chobo/identity/roles';

import { readable, type ChangingList } from './lists.ts';
import type { Change, ChangeWatch } from './watch.ts';

/** How often a stream says that it is alive, and asks whether the session is, ms. */
export const ALIVE_EVERY_MS = 15_000;

/** How long a browser waits before it comes back to a stream that broke off, ms. */
const COME_BACK_MS = 3_000;

/** A reader that takes nothing for so long that this gathers is let go: it comes back by itself. */
const MOST_UNREAD_BYTES = 64 * 1024;

/** What a person is told of a change. */
export type Told = { readonly position: Position | null; readonly lists: ChangingList[] };

/** A change as those may know it who have these roles. */
export const toldOf = ({ position, lists }: Change, roles: readonly Role[]): Told => ({
  position,
  lists: [...readable(lists, roles)],
});

const message = (event: string, data: object, id: Position | null = null): string =>
  `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * The stream of server-sent events of one reader: `changes` with a position and
 * the lists that moved, `alive` in between. It ends with the session behind it,
 * with the server, or when the reader goes.
 *
 * @param first what the reader has missed
 * @param rolesNow the roles of the session, null when it has ended
 */
export const changeStream = ({
  watch,
  first,
  roles,
  rolesNow,
  aliveEveryMs,
}: {
  readonly watch: Pick<ChangeWatch, 'between' | 'listen'>;
  readonly first: Change;
  readonly roles: readonly Role[];
  readonly rolesNow: () => Promise<readonly Role[] | null>;
  readonly aliveEveryMs: number;
}): Readable => {
  let current = roles;
  let known = first.position;
  let telling = false;
  const stream = new Readable({ read: () => undefined });

  const tell = (text: string): void => {
    if (stream.destroyed || stream.readableEnded) return;
    stream.push(text);
    if (stream.readableLength > MOST_UNREAD_BYTES) stream.destroy();
  };

  const onReached = async (reached: Position): Promise<void> => {
    if (telling || (known !== null && known >= reached)) return;
    telling = true;
    try {
      const change = await watch.between(known, reached);
      known = change.position;
      const told = toldOf(change, current);
      if (told.lists.length > 0) tell(message('changes', told, told.position));
    } finally {
      telling = false;
    }
  };
  const giveUp = watch.listen((reached) => {
    // What could not be read is read at the next look, from the same position.
    onReached(reached).catch(() => undefined);
  });

  const check = async (): Promise<void> => {
    const found = await rolesNow();
    if (found === null) {
      tell(message('ended', {}));
      stream.push(null);
      return;
    }
    current = found;
    tell(message('alive', {}));
  };
  const timer = setInterval(() => {
    // A database that is away for a moment ends no session: the next look decides.
    check().catch(() => undefined);
  }, aliveEveryMs);
  timer.unref();

  stream.once('close', () => {
    clearInterval(timer);
    giveUp();
  });
  const told = toldOf(first, current);
  stream.push(`retry: ${COME_BACK_MS}\n\n${message('changes', told, told.position)}`);
  return stream;
};
