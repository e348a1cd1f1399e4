import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { CatalogueKind } from '@chobo/domain/catalogue/documents';
import { currentDocuments, type PublishedDocument } from '@chobo/projections/catalogue/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { instant, instantSchema } from '../schemas/values.ts';

const KINDS = [
  'brand',
  'plan',
  'offer',
  'promotion',
  'refund-policy',
  'source',
] as const satisfies readonly CatalogueKind[];

const documentSchema = z
  .object({
    id: z.string(),
    version: z.int().describe('From 1'),
    document: z
      .looseObject({ kind: z.enum(KINDS), id: z.string() })
      .describe('As it was published; its fields are those of its kind'),
    publishedBy: z.string(),
    publishedAt: instantSchema,
  })
  .meta({ id: 'CatalogueDocument' });

const documentOf = (published: PublishedDocument): z.infer<typeof documentSchema> => ({
  id: published.document.id,
  version: published.version,
  document: published.document,
  publishedBy: published.publishedBy,
  publishedAt: instant(published.publishedAtMs),
});

/** The catalogue: the current version of each document. */
export const catalogueRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/catalogue/:kind',
    {
      config: { access: 'catalogue:read' },
      schema: {
        summary: 'Current documents of a kind, by id, all on one page',
        tags: ['Catalogue'],
        params: z.object({ kind: z.enum(KINDS) }),
        querystring: readQuerySchema,
        response: { ...readRefusals(), 200: pageSchema(documentSchema) },
      },
    },
    async ({ params: { kind } }) => ({
      data: (await currentDocuments(pool, kind)).map(documentOf),
      pageInfo: { hasNextPage: false, nextCursor: null },
    }),
  );
  done();
};
