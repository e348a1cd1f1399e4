import type { CatalogueDocument } from './documents.ts';

export type CatalogueState =
  | { readonly status: 'unpublished' }
  | {
      readonly status: 'published';
      readonly version: number;
      readonly document: CatalogueDocument;
    };

export const initialState = (): CatalogueState => ({ status: 'unpublished' });
