import type { CatalogueDocument, CatalogueKind } from '@chobo/domain/catalogue/documents';

import type { Database } from '../lists/keyset.ts';

/** A document as it was published. */
export type PublishedDocument = {
  /** From 1. */
  readonly version: number;
  readonly document: CatalogueDocument;
  readonly publishedBy: string;
  readonly publishedAtMs: number;
};

const columns = `version, document, published_by as "publishedBy", published_at_ms as "publishedAtMs"`;

/** The current version of one document; null when it was never published. */
export const currentDocument = async (
  database: Database,
  kind: CatalogueKind,
  id: string,
): Promise<PublishedDocument | null> => {
  const { rows } = await database.query<PublishedDocument>(
    `select ${columns} from views.catalogue_documents
      where kind = $1 and id = $2 order by version desc limit 1`,
    [kind, id],
  );
  return rows[0] ?? null;
};

/** The current versions of all documents of a kind, by id. */
export const currentDocuments = async (
  database: Database,
  kind: CatalogueKind,
): Promise<readonly PublishedDocument[]> => {
  const { rows } = await database.query<PublishedDocument>(
    `select distinct on (id) ${columns} from views.catalogue_documents
      where kind = $1 order by id, version desc`,
    [kind],
  );
  return rows;
};

/** One version of a document, whichever is current: what a matching run was pinned to. */
export const documentVersion = async (
  database: Database,
  kind: CatalogueKind,
  id: string,
  version: number,
): Promise<PublishedDocument | null> => {
  const { rows } = await database.query<PublishedDocument>(
    `select ${columns} from views.catalogue_documents
      where kind = $1 and id = $2 and version = $3`,
    [kind, id, version],
  );
  return rows[0] ?? null;
};

/** All versions of a document, the newest first. */
export const documentHistory = async (
  database: Database,
  kind: CatalogueKind,
  id: string,
): Promise<readonly PublishedDocument[]> => {
  const { rows } = await database.query<PublishedDocument>(
    `select ${columns} from views.catalogue_documents
      where kind = $1 and id = $2 order by version desc`,
    [kind, id],
  );
  return rows;
};
