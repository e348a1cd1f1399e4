import { AppendTooLarge, EventNotSerialisable } from './errors.ts';
import type { Append, ExpectedRevision } from './port.ts';
import { jsonOf } from './json.ts';

/** Most that one append may hold, in bytes of its events' types, data and metadata (1 MiB). */
export const MAX_APPEND_BYTES = 1_048_576;

/** UTF-8 takes at most three bytes for one UTF-16 code unit. */
const MAX_BYTES_PER_UNIT = 3;

// Control characters would break the one-document-a-line form, half a surrogate
// pair would come back as another character, and an index entry has its limit.
const NAME = /^[^\p{Cc}\p{Cs}]{1,512}$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One append checked and turned into text, ready to be sent together with others. */
export type SerialisedAppend = {
  readonly stream: string;
  readonly expectedRevision: ExpectedRevision;
  readonly ids: readonly string[];
  readonly types: readonly string[];
  /** JSON texts, none of which holds a line feed. */
  readonly data: readonly string[];
  readonly metadata: readonly string[];
  /** Length of all its texts in UTF-16 code units, for bounding what is sent at once. */
  readonly units: number;
};

/** True for what can be the name of a stream or of an event type. */
export const isName = (name: string): boolean => NAME.test(name);

const checkName = (name: string, what: string): void => {
  if (!isName(name)) {
    throw new EventNotSerialisable(
      `${JSON.stringify(name)} is no ${what}: 1 to 512 characters, no control characters`,
    );
  }
};

/** Length of its events' types, data and metadata in UTF-8. */
export const bytesOf = (append: SerialisedAppend): number =>
  [append.types, append.data, append.metadata]
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/**
 * Checks an append and turns it into text.
 *
 * @throws EventNotSerialisable when a part is not JSON, a name or an id is
 *   malformed, or there is no event
 * @throws AppendTooLarge over 1 MiB
 */
export const serialise = ({ stream, expectedRevision, events }: Append): SerialisedAppend => {
  checkName(stream, 'stream name');
  if (events.length === 0) throw new EventNotSerialisable(`An append to ${stream} has no events`);
  if (typeof expectedRevision === 'bigint' && expectedRevision < 0n) {
    throw new EventNotSerialisable(
      `${stream} cannot be at revision ${expectedRevision.toString()}`,
    );
  }
  const ids: string[] = [];
  const types: string[] = [];
  const data: string[] = [];
  const metadata: string[] = [];
  let units = 0;
  for (const event of events) {
    checkName(event.type, 'event type');
    if (!UUID.test(event.id)) throw new EventNotSerialisable(`${event.id} is not a UUID`);
    const dataText = jsonOf(event.data, `${event.type}.data`);
    const metadataText = jsonOf(event.metadata, `${event.type}.metadata`);
    ids.push(event.id);
    types.push(event.type);
    data.push(dataText);
    metadata.push(metadataText);
    units += event.type.length + dataText.length + metadataText.length;
  }
  const append = { stream, expectedRevision, ids, types, data, metadata, units };
  if (units * MAX_BYTES_PER_UNIT > MAX_APPEND_BYTES) {
    const bytes = bytesOf(append);
    if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(stream, bytes, MAX_APPEND_BYTES);
  }
  return append;
};
