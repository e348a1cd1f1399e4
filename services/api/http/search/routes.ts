import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { ApiDependencies } from '../../dependencies.ts';
import { afterSchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { textSchema } from '../schemas/values.ts';
import { searchResultSchema } from './answers.ts';
import { searchEverything } from './search.ts';

/** Results of one type at most: whoever wants more opens the list. */
const MOST_OF_A_TYPE = 5;

/** One search over everything that somebody may read. */
export const searchRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/search',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'Cards, accounts, top-ups, refunds, days, breaks and files by number or reference',
        description: `Ids and references are found by their beginning, card numbers by any four digits or more. What was typed as a whole comes first; at most ${MOST_OF_A_TYPE} of a type, of what you may read.`,
        tags: ['Search'],
        querystring: z.strictObject({
          q: textSchema.max(100).pipe(z.string().trim().min(3)).exactOptional(),
          after: afterSchema,
        }),
        response: { ...readRefusals(), 200: z.object({ data: z.array(searchResultSchema) }) },
      },
    },
    async ({ query: { q }, session }) => ({
      data:
        q === undefined
          ? []
          : [...(await searchEverything(pool, q, session?.user.roles ?? [], MOST_OF_A_TYPE))],
    }),
  );
  done();
};
