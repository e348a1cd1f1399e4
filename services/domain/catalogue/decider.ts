import { canonicalJson } from '../kernel/canonical.ts';
import type { Aggregate, Decision } from '../kernel/decider.ts';
import { accept, reject } from '../kernel/decider.ts';
import type { CatalogueCommand, PublishDocument } from './commands.ts';
import type { CatalogueEvent } from './events.ts';
import type { CatalogueRejection } from './rejections.ts';
import type { CatalogueState } from './state.ts';
import { initialState } from './state.ts';
import { upcasters } from './upcasters.ts';

type CatalogueDecision = Decision<CatalogueEvent, CatalogueRejection>;

/** Each change is a new version, from 1; the same content again, in any order of keys, is none. */
export const publishDocument = (
  { data }: PublishDocument,
  state: CatalogueState,
): CatalogueDecision => {
  const { document, publishedBy, at } = data;
  if (state.status === 'published') {
    const { kind, id } = state.document;
    if (kind !== document.kind || id !== document.id)
      return reject('another_document', { kind, id });
    if (canonicalJson(state.document) === canonicalJson(document)) return accept();
  }
  const version = state.status === 'published' ? state.version + 1 : 1;
  return accept({
    type: 'CatalogueDocumentPublished',
    data: { version, document, publishedBy, publishedAt: at },
  });
};

export const catalogue: Aggregate<
  CatalogueState,
  CatalogueCommand,
  CatalogueEvent,
  CatalogueRejection
> = {
  initialState,
  decide: publishDocument,
  evolve: (_state, { data }) => ({
    status: 'published',
    version: data.version,
    document: data.document,
  }),
  upcasters,
};
