import { Readable } from 'node:stream';

import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { businessDateOf } from '@chobo/domain/kernel/time';
import { MAX_PAGE, type Page } from '@chobo/projections/lists/keyset';

import type { ApiDependencies } from '../../dependencies.ts';
import { BYTE_ORDER_MARK, csvRecord } from '../statements/csv.ts';
import { columnsOf, type Column } from './columns.ts';
import type { ListRoute } from './lists.ts';

const PREFIX = '/api/v1/';

/** Where a list can be had as a file. */
export const exportUrl = (url: string): string => `${url}.csv`;

/** The list's own query without what says which page. */
const querySchema = ({ querystring }: ListRoute): z.ZodObject =>
  querystring.omit({ cursor: true, limit: true });

/** What the list refuses with. */
const refusalsOf = ({ route }: ListRoute): object => {
  const answers = Object.entries((route.schema?.response ?? {}) as Record<string, unknown>);
  return Object.fromEntries(answers.filter(([status]) => status !== '200'));
};

/** `chobo-top-ups-2026-11-18.csv`, by the address of the list and the day in Japan. */
const fileName = (request: FastifyRequest, nowMs: number): string => {
  const [path = ''] = request.url.split('?');
  const list = decodeURIComponent(path)
    .slice(PREFIX.length, -'.csv'.length)
    .replace(/[^\w.-]+/g, '-');
  return `chobo-${list}-${businessDateOf(nowMs)}.csv`;
};

type Read = (cursor: string | null) => Promise<Page<unknown>>;

/** Asks the list itself for a page, as a client would that pages through it. */
const readerOf =
  (
    app: FastifyInstance,
    { route }: ListRoute,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Read =>
  async (cursor) => {
    const asked = request.query as object;
    const query = { ...asked, limit: MAX_PAGE, ...(cursor !== null && { cursor }) };
    // The same request in all but its query: the list authorises and filters as ever.
    const paged = Object.create(request, { query: { value: query } }) as FastifyRequest;
    return (await route.handler.call(app, paged, reply)) as Page<unknown>;
  };

const records = (columns: readonly Column[], { data }: Page<unknown>): string =>
  data.map((row) => csvRecord(columns.map(({ cell }) => cell(row)))).join('');

/** The file piece by piece; never more than one page of the list is held. */
async function* csvOf(
  columns: readonly Column[],
  first: Page<unknown>,
  read: Read,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(columns.map(({ name }) => name)) + records(columns, first);
  let { nextCursor } = first.pageInfo;
  while (nextCursor !== null) {
    const page = await read(nextCursor);
    yield records(columns, page);
    ({ nextCursor } = page.pageInfo);
  }
}

/**
 * Every list once more as a CSV: its filter, its order, its permission, all of
 * its rows. Registered after all lists; a list with a file of its own keeps it.
 * Rows that change while the file is written are there as they are met. A failure
 * half-way breaks the connection off, so that no part passes for the whole.
 */
export const exportRoutes: FastifyPluginCallback<Pick<ApiDependencies, 'clock'>> = (
  app,
  { clock },
  done,
) => {
  for (const list of [...app.lists()]) {
    const { config, schema, url } = list.route;
    const path = exportUrl(url);
    if (config === undefined || app.hasRoute({ method: 'GET', url: path })) continue;
    const columns = columnsOf(list.item);
    app.get(
      path,
      {
        config,
        exposeHeadRoute: false,
        schema: {
          ...schema,
          summary: `${schema?.summary ?? ''}; all of them as a CSV`,
          description:
            'UTF-8 with its mark. Times stand on the clock of Japan, money in the units that people count in. What a spreadsheet would take for a formula, or shorten, begins with an apostrophe.',
          querystring: querySchema(list),
          response: {
            ...refusalsOf(list),
            200: {
              description: columns.map(({ name }) => name).join(', '),
              content: { 'text/csv': { schema: z.string() } },
            },
          },
        },
      },
      async (request, reply) => {
        const read = readerOf(app, list, request, reply);
        // The first page decides whether there is a file at all, or a problem.
        const first = await read(null);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${fileName(request, clock())}"`)
          .send(Readable.from(csvOf(columns, first, read), { objectMode: false }));
      },
    );
  }
  done();
};
