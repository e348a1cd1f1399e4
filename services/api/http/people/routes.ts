import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { listNames } from '@chobo/identity/users';

import type { ApiDependencies } from '../../dependencies.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';

const peopleSchema = z.object({
  data: z.array(z.object({ login: z.string(), name: z.string() })),
});

/** What the people are called whom events name by their login; for everybody who reads those. */
export const peopleRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/people',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'Login and name of every user, those who left included',
        tags: ['Users'],
        querystring: readQuerySchema,
        response: { ...readRefusals(), 200: peopleSchema },
      },
    },
    async () => ({ data: [...(await listNames(pool))] }),
  );
  done();
};
