import type { Arriving, Client } from './client.ts';
import type { Connection } from './connection.ts';
import { incoming } from './incoming.ts';
import { within } from './timers.ts';

/** Taken in one go between two looks at the signal. */
const AT_ONCE = 256;

/**
 * What a call of the client's brings, one by one and no faster than they are
 * taken. Cancelled when its reader leaves early.
 *
 * @throws how the call fails; Silence when nothing comes for `answerMs`; the
 *   signal's reason once it is aborted
 */
export async function* items<Item>(
  connection: Connection,
  call: (client: Client) => Arriving<Item>,
  options: { readonly doing: string; readonly answerMs: number; readonly signal?: AbortSignal },
): AsyncGenerator<Item, void, undefined> {
  const { doing, answerMs, signal } = options;
  const client = await connection.client();
  const arriving = incoming(call(client), client.lost);
  try {
    for (;;) {
      await within(arriving.arrival(), answerMs, doing, signal);
      const ended = arriving.ended();
      if (ended !== undefined && ended !== 'whole') throw ended.error;
      for (const item of arriving.take(AT_ONCE)) {
        signal?.throwIfAborted();
        yield item;
      }
      if (arriving.ready() === 0 && arriving.ended() === 'whole') return;
    }
  } catch (error) {
    connection.failed(client, error);
    throw error;
  } finally {
    arriving.cancel();
  }
}
