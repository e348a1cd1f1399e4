import type { Rejection } from '../kernel/decider.ts';

/** A stream keeps the versions of one document, named by kind and id. */
export type CatalogueRejection = Rejection<
  'another_document',
  { readonly kind: string; readonly id: string }
>;
