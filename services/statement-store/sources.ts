import { catalogue } from '@chobo/domain/catalogue/decider';
import type { Source } from '@chobo/domain/catalogue/documents';
import { catalogueStream } from '@chobo/domain/streams';
import { loadState, readEvents } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';

/** A source document and which version of it this is, from 1. */
export type PublishedSource = { readonly source: Source; readonly version: number };

/** The source as it is published now; null when there is none of this id. */
export const currentSource = async (
  store: EventStore,
  id: string,
): Promise<PublishedSource | null> => {
  const { state } = await loadState(store, catalogue, catalogueStream('source', id));
  if (state.status !== 'published' || state.document.kind !== 'source') return null;
  return { source: state.document, version: state.version };
};

/** The version of a source that a run pinned. @throws Error when the log has no such version */
export const sourceVersion = async (
  store: EventStore,
  id: string,
  version: number,
): Promise<Source> => {
  const stream = catalogueStream('source', id);
  const range = { fromRevision: BigInt(version - 1), maxCount: 1 };
  for await (const { data } of readEvents(store, catalogue, stream, range)) {
    if (data.version === version && data.document.kind === 'source') return data.document;
  }
  throw new Error(`Source ${id} has no version ${version}`);
};
