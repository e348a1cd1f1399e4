import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { refusals } from '../schemas/problem.ts';
import { homePage } from './page.ts';

/** `/`: what this server is and where to go on. */
export const homeRoutes: FastifyPluginCallbackZod<{ readonly version: string }> = (
  app,
  { version },
  done,
) => {
  app.get(
    '/',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What this server is',
        tags: ['Server'],
        response: {
          ...refusals(),
          200: {
            description: 'A page for people',
            content: { 'text/html': { schema: z.string() } },
          },
        },
      },
    },
    (_request, reply) => {
      const nonce = reply.cspNonce.style;
      reply.type('text/html; charset=utf-8');
      return homePage({ version, nonce });
    },
  );
  done();
};
