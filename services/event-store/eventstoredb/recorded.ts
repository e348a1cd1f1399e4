import type { EventMetadata } from '../metadata.ts';
import type { EventFilter, RecordedEvent } from '../port.ts';
import type { ResolvedEvent, ServerFilter } from './client.ts';
import { positionOf } from './position.ts';

/** What an event of ours carries beside its data, which one of another program's does not. */
const isOurs = (metadata: unknown): metadata is EventMetadata =>
  typeof metadata === 'object' &&
  metadata !== null &&
  'commandId' in metadata &&
  typeof metadata.commandId === 'string' &&
  'schemaVersion' in metadata &&
  typeof metadata.schemaVersion === 'number';

/**
 * An event of the server's as the port has it; undefined for the server's own
 * and for what other programs wrote to the same log.
 */
export const recordedEvent = ({ event }: ResolvedEvent): RecordedEvent | undefined => {
  if (event?.isJson !== true || event.position === undefined) return undefined;
  if (event.type.startsWith('$') || event.streamId.startsWith('$')) return undefined;
  const { metadata } = event;
  if (!isOurs(metadata)) return undefined;
  return {
    id: event.id,
    type: event.type,
    data: event.data,
    metadata,
    stream: event.streamId,
    revision: event.revision,
    position: positionOf(event.position),
    recordedAtMs: event.created.getTime(),
  };
};

/**
 * The part of a filter that the server can apply: it takes beginnings of stream
 * names or of types, not both. `fits` applies the rest.
 */
export const serverFilter = (filter: EventFilter = {}): ServerFilter => {
  const { streamPrefixes, types } = filter;
  if (streamPrefixes !== undefined) return { on: 'streams', prefixes: streamPrefixes };
  if (types !== undefined) return { on: 'types', prefixes: types };
  return { on: 'nothing but system events' };
};

/** Whether there can be an event that fits. */
export const isSatisfiable = ({ streamPrefixes, types }: EventFilter = {}): boolean =>
  streamPrefixes?.length !== 0 && types?.length !== 0;

/** The filter as a question. */
export const fits = (filter: EventFilter = {}): ((event: RecordedEvent) => boolean) => {
  const { streamPrefixes } = filter;
  const types = filter.types === undefined ? undefined : new Set(filter.types);
  return ({ stream, type }) =>
    (types === undefined || types.has(type)) &&
    (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix)));
};
