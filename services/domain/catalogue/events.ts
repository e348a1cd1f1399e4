import type { DomainEvent } from '../kernel/decider.ts';
import type { Instant } from '../kernel/time.ts';
import type { CatalogueDocument } from './documents.ts';

/** A new version (from 1) of one document; the stream is `catalogue-<kind>:<id>`. */
export type CatalogueDocumentPublished = DomainEvent<
  'CatalogueDocumentPublished',
  {
    readonly version: number;
    readonly document: CatalogueDocument;
    readonly publishedBy: string;
    readonly publishedAt: Instant;
  }
>;

export type CatalogueEvent = CatalogueDocumentPublished;
