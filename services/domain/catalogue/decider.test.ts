import { describe, test } from 'vitest';

import { policy } from '../account/story.given.ts';
import { specificationOf } from '../kernel/specification.given.ts';
import { catalogue } from './decider.ts';
import type { CatalogueDocument } from './documents.ts';

const { given } = specificationOf(catalogue);

const AT = '2026-11-01T00:00:00.000Z';
const publish = (document: CatalogueDocument) =>
  ({ type: 'PublishDocument', data: { document, publishedBy: 'cli:mori', at: AT } }) as const;
const published = (version: number, document: CatalogueDocument) =>
  ({
    type: 'CatalogueDocumentPublished',
    data: { version, document, publishedBy: 'cli:mori', publishedAt: AT },
  }) as const;

describe('publishing a document', () => {
  const first = policy();
  const second = policy({ windowDays: 7 });

  test('makes version 1', () => given().when(publish(first)).then(published(1, first)));

  test('changed makes the next version, a former content too', () => {
    given(published(1, first)).when(publish(second)).then(published(2, second));
    given(published(1, first), published(2, second)).when(publish(first)).then(published(3, first));
  });

  test('unchanged makes none, in whatever order its keys stand', () => {
    const reordered = Object.fromEntries(Object.entries(first).reverse()) as typeof first;
    given(published(1, first)).when(publish(reordered)).thenNothing();
  });

  test('keeps one document per stream', () =>
    given(published(1, first))
      .when(publish(policy({ id: 'other-refunds' })))
      .thenRefused('another_document', { kind: 'refund-policy', id: 'harbor-refunds' }));
});
