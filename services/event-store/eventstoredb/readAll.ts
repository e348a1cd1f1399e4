import { START } from '../port.ts';
import type { EventBatch, Position, ReadAllOptions, RecordedEvent } from '../port.ts';
import { BrokenOff, failureOf } from './failure.ts';
import { openLog } from './logSource.ts';
import { bytesBetween } from './position.ts';
import type { ReadingParts } from './reading.ts';
import { fits, isSatisfiable, recordedEvent } from './recorded.ts';
import { within } from './timers.ts';

/** Events per batch unless the reader says otherwise. */
export const DEFAULT_BATCH_SIZE = 2_000;

/**
 * From its first event on a batch spans no more of the log than this, which
 * bounds its memory; nor does a stretch in which nothing fits, so that its
 * reader advances.
 */
const MAX_BATCH_BYTES = 8_388_608;

/**
 * The log in order, to where it ended when the reading began; the server leaves
 * out what does not fit. While its reader works on one batch, the next arrives.
 *
 * @param readHead position of the last event
 * @throws EventStoreUnavailable while iterating; the signal's reason once it is aborted
 */
export async function* readAll(
  { connection, timers }: ReadingParts,
  readHead: () => Promise<Position>,
  options: ReadAllOptions = {},
): AsyncGenerator<EventBatch, void, undefined> {
  const { after = START, filter, signal, batchSize = DEFAULT_BATCH_SIZE } = options;
  signal?.throwIfAborted();
  const head = await readHead();
  const end = options.upTo !== undefined && options.upTo < head ? options.upTo : head;
  if (after >= end) return;
  if (!isSatisfiable(filter)) {
    yield { events: [], upTo: end };
    return;
  }

  const doing = 'reading the log';
  const isFitting = fits(filter);
  const client = await connection.client();
  const source = openLog(client, after, filter);
  let events: RecordedEvent[] = [];
  let begun = after;
  try {
    for (;;) {
      await within(source.arrival(), timers.answerMs, doing, signal);
      const ended = source.ended();
      // A subscription has no end of its own: whatever ends it breaks the reading off.
      if (ended !== undefined) {
        throw ended === 'whole' ? new BrokenOff('the server ended the reading') : ended.error;
      }
      while (source.hasMore()) {
        const taken = source.take(batchSize - events.length);
        for (const resolved of taken.events) {
          const event = recordedEvent(resolved);
          if (event === undefined || event.position > end || !isFitting(event)) continue;
          if (events.length === 0) begun = event.position;
          events.push(event);
        }
        const isWhole = taken.upTo >= end || taken.caughtUp;
        const isLong = bytesBetween(begun, taken.upTo) >= MAX_BATCH_BYTES;
        if (!isWhole && !isLong && events.length < batchSize) continue;
        const upTo = isWhole ? end : taken.upTo;
        yield { events, upTo };
        signal?.throwIfAborted();
        if (isWhole) return;
        events = [];
        begun = upTo;
      }
    }
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason as Error;
    connection.failed(client, error);
    throw failureOf(error, doing);
  } finally {
    source.cancel();
  }
}
