import type { RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { z } from 'zod';

import { itemSchemaOf } from '../schemas/list.ts';

/** A list of the API: its route, what it may be asked, what a row is. */
export type ListRoute = {
  readonly route: RouteOptions;
  readonly querystring: z.ZodObject;
  readonly item: z.ZodType;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** Every list that has been registered so far. */
    lists: () => readonly ListRoute[];
  }
}

const listOf = (route: RouteOptions): ListRoute | null => {
  const { querystring, response } = route.schema ?? {};
  const item = itemSchemaOf((response as Record<string, unknown> | undefined)?.['200']);
  // What has no cursor is one page at most: no list to be walked through.
  const isPaged = querystring instanceof z.ZodObject && 'cursor' in querystring.shape;
  return route.method === 'GET' && isPaged && item !== null ? { route, querystring, item } : null;
};

/** Takes note of every list as it is registered, so that it can be had as a file too. */
export const knownLists = fp(
  (app, _options, done) => {
    const lists: ListRoute[] = [];
    app.decorate('lists', () => lists);
    app.addHook('onRoute', (route) => {
      const list = listOf(route);
      if (list !== null) lists.push(list);
    });
    done();
  },
  { name: 'known-lists' },
);
