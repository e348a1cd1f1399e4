import type { EventStore } from '@chobo/event-store/port';

import { CommandProblem } from '../exitCode.ts';
import type { InputFile } from '../inputFile.ts';
import type { Step } from '../progress.ts';
import { appendBrought, BATCH, countCommon } from './bringing.ts';
import { linesOf } from './lines.ts';
import { parseTransferLine, TransferDigest, transferred } from './record.ts';
import type { Trailer, TransferredEvent } from './record.ts';

export type ImportedEvents = {
  /** Events of the file. */
  readonly events: number;
  /** How many of them were there already, from a run that was cut short. */
  readonly alreadyThere: number;
  readonly sha256: string;
};

/**
 * Brings an exported log into an empty store: same streams, revisions, ids,
 * metadata and order. The file is read to its end and checked against its
 * digest before the first append. A run that was cut short is completed by
 * another one; in the end the store is read back and compared.
 *
 * @throws CommandProblem when the file is damaged, or the store has other events
 */
export const importEvents = async (
  store: EventStore,
  file: InputFile,
  onProgress: (step: Step) => void,
): Promise<ImportedEvents> => {
  const trailer = await checkFile(file, onProgress);
  const alreadyThere = await countCommon(store, eventsOf(file));
  if (alreadyThere === null) {
    throw new CommandProblem(
      'store_not_empty',
      `The store has events that are not in ${file.name}; import into an empty one (set CHOBO_DATA_DIR). The file has ${trailer.events} events.`,
    );
  }
  let done = 0;
  let batch: TransferredEvent[] = [];
  for await (const event of eventsOf(file)) {
    done += 1;
    if (done <= alreadyThere) continue;
    batch.push(event);
    if (batch.length < BATCH) continue;
    await appendBrought(store, batch);
    batch = [];
    onProgress({ stage: 'importing', done, total: trailer.events });
  }
  await appendBrought(store, batch);
  await compare(store, trailer, onProgress);
  return { events: trailer.events, alreadyThere, sha256: trailer.sha256 };
};

/** Reads the whole file and compares it with its last line. */
const checkFile = async (file: InputFile, onProgress: (step: Step) => void): Promise<Trailer> => {
  const digest = new TransferDigest();
  let trailer: Trailer | null = null;
  let lineNumber = 0;
  for await (const text of linesOf(file.open())) {
    lineNumber += 1;
    if (trailer !== null) throw damaged(file, `line ${lineNumber} stands behind the end`);
    const line = parseTransferLine(text);
    if (line === null) throw damaged(file, `line ${lineNumber} is no exported event`);
    if (line.kind === 'trailer') ({ trailer } = line);
    else digest.add(line.event);
    if (lineNumber % BATCH === 0) {
      onProgress({ stage: 'checking the file', done: lineNumber, total: null });
    }
  }
  if (trailer === null) throw damaged(file, 'its last line is missing, so it was cut short');
  const found = digest.trailer();
  if (found.events !== trailer.events || found.sha256 !== trailer.sha256) {
    throw damaged(file, 'its events are not those that its last line counts and digests');
  }
  return trailer;
};

/** Reads the store back. @throws CommandProblem when it is not what the file holds */
const compare = async (
  store: EventStore,
  trailer: Trailer,
  onProgress: (step: Step) => void,
): Promise<void> => {
  const digest = new TransferDigest();
  let done = 0;
  for await (const { events } of store.readAll()) {
    for (const event of events) digest.add(transferred(event));
    done += events.length;
    onProgress({ stage: 'comparing', done, total: trailer.events });
  }
  const found = digest.trailer();
  if (found.events !== trailer.events || found.sha256 !== trailer.sha256) {
    throw new CommandProblem(
      'store_differs',
      `The store has ${found.events} events with another digest than the ${trailer.events} of the file.`,
    );
  }
};

async function* eventsOf(file: InputFile): AsyncGenerator<TransferredEvent, undefined> {
  for await (const text of linesOf(file.open())) {
    const line = parseTransferLine(text);
    if (line?.kind === 'event') yield line.event;
  }
  return undefined;
}

const damaged = (file: InputFile, reason: string): CommandProblem =>
  new CommandProblem('file_damaged', `${file.name} cannot be imported: ${reason}.`);
