import { epochMs } from '@chobo/domain/kernel/time';

import { copyLine, copyLines } from '../rows/copy.ts';
import { asChoboEvent } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';

const columns = ['kind', 'id', 'version', 'document', 'published_by', 'published_at_ms'];

/** Published documents in all their versions. */
export const catalogue: Projection = {
  name: 'catalogue',
  tables: ['views.catalogue_documents'],
  tableSql: tableSqlBeside(import.meta.url),
  types: ['CatalogueDocumentPublished'],
  project: async (events, sql) => {
    const lines = events.map(asChoboEvent).flatMap((event) => {
      if (event.type !== 'CatalogueDocumentPublished') return [];
      const { document, version, publishedBy, publishedAt } = event.data;
      const text = JSON.stringify(document);
      const at = epochMs(publishedAt);
      return [copyLine([document.kind, document.id, version, text, publishedBy, at])];
    });
    await copyLines(sql, 'views.catalogue_documents', columns, lines);
  },
};
