import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { refusals } from '../schemas/problem.ts';
import { textSchema } from '../schemas/values.ts';
import { forgetView, listSavedViews, MAX_SAVED_VIEWS, saveView } from './savedViews.ts';

const tags = ['Saved views'];
const config = { access: 'logged_in' } as const;

const listNameSchema = z
  .string()
  .regex(/^[a-z][a-z-]{0,63}$/, 'is not the name of a list')
  .describe('As the console names the list, e.g. `top-ups`');

const savedViewSchema = z
  .object({
    id: z.uuid(),
    list: z.string(),
    name: z.string(),
    search: z.string().describe("The search part of the list's address in the console"),
  })
  .meta({ id: 'SavedView' });

const bodySchema = z.strictObject({
  list: listNameSchema,
  name: textSchema
    .max(60)
    .transform((name) => name.trim())
    .pipe(z.string().min(1)),
  search: z
    .string()
    .max(2_000)
    .regex(/^\P{Cc}*$/u, 'holds a control character'),
});

/** @throws Problem `not_logged_in` */
const userIdOf = ({ session }: Pick<FastifyRequest, 'session'>): string => {
  if (session === null) throw new Problem('not_logged_in');
  return session.user.id;
};

/** Searches that people keep for themselves; nobody sees those of others. */
export const savedViewRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'clock' | 'newId'>
> = (app, { pool, clock, newId }, done) => {
  app.get(
    '/api/v1/saved-views',
    {
      config,
      schema: {
        summary: 'Own saved searches by list and name, all at once',
        tags,
        querystring: z.strictObject({ list: listNameSchema.exactOptional() }),
        response: {
          ...refusals('not_logged_in'),
          200: z.object({ data: z.array(savedViewSchema) }),
        },
      },
    },
    async (request) => ({
      data: [...(await listSavedViews(pool, userIdOf(request), request.query.list ?? null))],
    }),
  );

  app.post(
    '/api/v1/saved-views',
    {
      config,
      schema: {
        summary: 'Save a search',
        description: `One of the same name for the same list is replaced. At most ${MAX_SAVED_VIEWS} for one person.`,
        tags,
        body: bodySchema,
        response: {
          ...refusals(
            'not_logged_in',
            'invalid_json',
            'body_too_large',
            'unsupported_media_type',
            'cross_site_request',
            'idempotency_key_reused',
            'request_in_progress',
            'too_many_saved_views',
          ),
          201: savedViewSchema,
        },
      },
    },
    async (request, reply) => {
      const saved = await saveView(
        pool,
        userIdOf(request),
        { id: newId(), ...request.body },
        clock(),
      );
      if (saved === null) {
        throw new Problem('too_many_saved_views', { facts: { most: MAX_SAVED_VIEWS } });
      }
      return reply.code(201).send(saved);
    },
  );

  app.delete(
    '/api/v1/saved-views/:id',
    {
      config,
      schema: {
        summary: 'Forget a saved search',
        tags,
        params: z.object({ id: z.uuid() }),
        response: {
          ...refusals('not_logged_in', 'cross_site_request', 'saved_view_not_found'),
          204: z.null().describe('It is forgotten'),
        },
      },
    },
    async (request, reply) => {
      const forgotten = await forgetView(pool, userIdOf(request), request.params.id);
      if (!forgotten) throw new Problem('saved_view_not_found');
      return reply.code(204).send(null);
    },
  );
  done();
};
