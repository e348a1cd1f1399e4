import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { ApiDependencies } from '../../dependencies.ts';
import { readiness } from './readiness.ts';

const partSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ ready: z.literal(false), reason: z.string() }),
]);

const readySchema = z
  .object({
    status: z.enum(['ready', 'not_ready', 'shutting_down']),
    parts: z.object({ database: partSchema, eventStore: partSchema, projections: partSchema }),
  })
  .meta({ id: 'Readiness' });

const liveSchema = z.object({ status: z.literal('live'), version: z.string() });

type Options = Pick<ApiDependencies, 'pool' | 'store' | 'runner'> & {
  readonly version: string;
};

/** For whoever starts, stops and balances servers. No login, and no facts about the business. */
export const healthRoutes: FastifyPluginCallbackZod<Options> = (app, options, done) => {
  app.get(
    '/health/live',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The process answers',
        tags: ['Server'],
        response: { 200: liveSchema },
      },
    },
    () => ({ status: 'live' as const, version: options.version }),
  );

  app.get(
    '/health/ready',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whether requests can be answered, and which part is not ready',
        description:
          'Ready when PostgreSQL and the event store answer and the views are near the head of the events.',
        tags: ['Server'],
        response: { 200: readySchema, 503: readySchema },
      },
    },
    async (_request, reply) => {
      const parts = await readiness({ ...options, space: app.space });
      const ready = Object.values(parts).every((part) => part.ready);
      if (app.isDraining()) return reply.code(503).send({ status: 'shutting_down', parts });
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', parts });
    },
  );
  done();
};
