import type { EventStore, Position } from '@chobo/event-store/port';

import { CommandProblem } from '../exitCode.ts';
import type { Step } from '../progress.ts';
import { appendBrought, BATCH, countCommon } from './bringing.ts';
import { transferred } from './record.ts';
import type { TransferredEvent } from './record.ts';
import { StreamDigests } from './streamDigests.ts';

export type CopiedEvents = {
  readonly events: number;
  readonly streams: number;
  /** How many of the events were there already, from a run that was cut short or an earlier copy. */
  readonly alreadyThere: number;
  /** Digest of the digests of all streams. */
  readonly sha256: string;
};

/**
 * Brings the whole log of one store into another: same streams, revisions, ids,
 * metadata and order, with the time at which the first store took each event.
 * What is appended to the first one meanwhile is brought by the next run; so is
 * the rest of a run that was cut short. In the end both are compared by their
 * counts and by a digest of each stream.
 *
 * @param atATime events handed to the other store at a time
 * @throws CommandProblem when the other store has other events, or differs in the end
 */
export const copyEvents = async (
  from: Pick<EventStore, 'readAll' | 'head'>,
  to: Pick<EventStore, 'readAll' | 'appendMany'>,
  onProgress: (step: Step) => void,
  atATime = BATCH,
): Promise<CopiedEvents> => {
  const upTo = await from.head();
  const wanted = await digestsOf(from, upTo, 'reading', null, onProgress);
  const alreadyThere = await countCommon(to, eventsOf(from, upTo));
  if (alreadyThere === null) {
    throw new CommandProblem(
      'store_not_empty',
      'The other store has events of Chobo that are not in this one; copy into one without any.',
    );
  }
  let done = 0;
  let batch: TransferredEvent[] = [];
  for await (const event of eventsOf(from, upTo)) {
    done += 1;
    if (done <= alreadyThere) continue;
    batch.push(event);
    if (batch.length < atATime) continue;
    await appendBrought(to, batch);
    batch = [];
    onProgress({ stage: 'copying', done, total: wanted.events });
  }
  await appendBrought(to, batch);

  const found = await digestsOf(to, undefined, 'comparing', wanted.events, onProgress);
  const different = wanted.firstDifference(found);
  if (different !== null) {
    throw new CommandProblem(
      'store_differs',
      `The other store has ${found.events} events where this one has ${wanted.events}; the stream ${different} is not the same there.`,
    );
  }
  const { events, streams } = wanted;
  return { events, streams, alreadyThere, sha256: wanted.sha256() };
};

async function* eventsOf(
  store: Pick<EventStore, 'readAll'>,
  upTo: Position,
): AsyncGenerator<TransferredEvent, undefined> {
  for await (const { events } of store.readAll({ upTo })) yield* events.map(transferred);
  return undefined;
}

const digestsOf = async (
  store: Pick<EventStore, 'readAll'>,
  upTo: Position | undefined,
  stage: string,
  total: number | null,
  onProgress: (step: Step) => void,
): Promise<StreamDigests> => {
  const digests = new StreamDigests();
  for await (const { events } of store.readAll(upTo === undefined ? {} : { upTo })) {
    for (const event of events) digests.add(transferred(event));
    onProgress({ stage, done: digests.events, total });
  }
  return digests;
};
