import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { Problem } from '../../problems.ts';
import { refusals } from '../schemas/problem.ts';
import { homePage } from './home.ts';

/** What the built page holds where the nonce of a reply belongs. */
const NONCE_PLACE = '__CSP_NONCE__';

/** Addresses that are never a page of the console. */
const NO_PAGE = /^\/(api|health|assets)(\/|$)/;

const wantsPage = ({ url, headers }: FastifyRequest): boolean => {
  const [address = ''] = url.split('?');
  return !NO_PAGE.test(address) && (headers.accept ?? '').includes('text/html');
};

/** The built page; null when the console has not been built. */
const builtPage = (directory: string | undefined): string | null => {
  if (directory === undefined) return null;
  const file = path.join(directory, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

/**
 * The console: one page at every address that is not the API's, and the files
 * it is made of, whose names change with their content. Without a built console
 * `/` says what this server is.
 */
export const consoleRoutes: FastifyPluginAsyncZod<{
  readonly version: string;
  readonly directory?: string | undefined;
}> = async (app, { version, directory }) => {
  const built = builtPage(directory);

  const sendPage = (reply: FastifyReply): string => {
    const nonce = reply.cspNonce.style;
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    return built === null ? homePage({ version, nonce }) : built.replaceAll(NONCE_PLACE, nonce);
  };

  app.get(
    '/',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The console, or what this server is',
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
    (_request, reply) => sendPage(reply),
  );
  if (built === null || directory === undefined) return;

  // Only what the build has made can be asked for, so that no name leads out of its folder.
  const assets = new Set(readdirSync(path.join(directory, 'assets')));
  await app.register(fastifyStatic, { root: path.resolve(directory), serve: false });

  app.get(
    '/assets/:name',
    {
      config: { access: 'public' },
      schema: { hide: true, params: z.object({ name: z.string() }) },
    },
    ({ params: { name } }, reply) => {
      if (!assets.has(name)) throw new Problem('address_not_found');
      return reply.sendFile(`assets/${name}`, { immutable: true, maxAge: '1y' });
    },
  );

  app.get('/*', { config: { access: 'public' }, schema: { hide: true } }, (request, reply) =>
    wantsPage(request) ? reply.send(sendPage(reply)) : reply.callNotFound(),
  );
};
