import type { EventStore } from '@chobo/event-store/port';

import type { Step } from '../progress.ts';
import { TransferDigest, transferred } from './record.ts';
import type { Trailer } from './record.ts';

/**
 * All events in the order of the log, one JSON line each, and a last line with
 * their number and digest. What is appended meanwhile is not part of it.
 *
 * @param write hands text over; resolves when there is room for more
 */
export const exportEvents = async (
  store: Pick<EventStore, 'readAll'>,
  write: (text: string) => Promise<void>,
  onProgress: (step: Step) => void,
): Promise<Trailer> => {
  const digest = new TransferDigest();
  let done = 0;
  for await (const { events } of store.readAll()) {
    const lines = events.map((event) => {
      const line = transferred(event);
      digest.add(line);
      return `${JSON.stringify(line)}\n`;
    });
    await write(lines.join(''));
    done += events.length;
    onProgress({ stage: 'exporting', done, total: null });
  }
  const trailer = digest.trailer();
  await write(`${JSON.stringify(trailer)}\n`);
  return trailer;
};
