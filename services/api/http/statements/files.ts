import { Readable } from 'node:stream';

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { findStatement, type ListedStatement } from '@chobo/projections/statements/queries';
import { openStoredFile } from '@chobo/statement-store/files/storeFile';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema } from '../schemas/values.ts';
import { problemOf, problemSchema } from './answers.ts';
import { BYTE_ORDER_MARK, csvRecord } from './csv.ts';
import { listLineProblems, originalLines, type LineProblem } from './lineProblems.ts';

const tags = ['Statements'];
const params = z.object({ id: idSchema });
const config = { access: 'statements:read' } as const;

/** Problems that are read at a time for the CSV. */
const CSV_PAGE = 200;

const lineProblemSchema = problemSchema
  .extend({
    fileLine: z.int(),
    raw: z
      .string()
      .nullable()
      .describe('The line as it stands in the file; null when it is not kept'),
  })
  .meta({ id: 'StatementLineProblem' });

/** An answer that is a file: described, never serialised. */
const fileAnswer = (type: string, description: string): object => ({
  200: { description, content: { [type]: { schema: z.string() } } },
});

/** A file name in a header, for old and new readers of it (RFC 6266). */
const attachment = (name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** What there is of one file: its problems by line, and its original. */
export const statementFileRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store'>
> = (app, { pool, store }, done) => {
  const statementOrProblem = async (id: string): Promise<ListedStatement> => {
    const found = await findStatement(pool, id);
    if (found === null) throw new Problem('statement_not_found');
    return found;
  };

  const lineProblemOf =
    (raw: ReadonlyMap<number, string>) =>
    (found: LineProblem): z.infer<typeof lineProblemSchema> => ({
      ...problemOf(found),
      fileLine: found.fileLine,
      raw: raw.get(found.fileLine) ?? null,
    });

  app.get(
    '/api/v1/statements/:id/problems',
    {
      config,
      schema: {
        summary: 'Lines of a file that could not be read, by their place, with the original line',
        tags,
        params,
        querystring: listQuerySchema(z.strictObject({}), ['fileLine']),
        response: {
          ...readRefusals('statement_not_found', 'invalid_cursor', 'event_store_unavailable'),
          200: pageSchema(lineProblemSchema),
        },
      },
    },
    async ({ params: { id }, query }) => {
      await statementOrProblem(id);
      const page = await answerPage(query, listLineProblems(pool, id, query), (found) => found);
      const places = page.data.map(({ fileLine }) => fileLine);
      const raw = await originalLines({ pool, store }, id, places);
      return { ...page, data: page.data.map(lineProblemOf(raw)) };
    },
  );

  app.get(
    '/api/v1/statements/:id/problems.csv',
    {
      config,
      schema: {
        summary: 'All problems of a file, to be sent back to whoever made it',
        tags,
        params,
        querystring: readQuerySchema,
        response: {
          ...readRefusals('statement_not_found', 'event_store_unavailable'),
          ...fileAnswer('text/csv', 'UTF-8 with its mark; one record per problem'),
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const found = await statementOrProblem(id);
      const lines: LineProblem[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await listLineProblems(pool, id, {
          limit: CSV_PAGE,
          ...(cursor !== undefined && { cursor }),
        });
        lines.push(...page.data);
        cursor = page.pageInfo.nextCursor;
      }
      const places = [...lines, ...found.reasons].map(({ fileLine }) => fileLine);
      const raw = await originalLines(
        { pool, store },
        id,
        places.filter((place) => place !== null),
      );
      const records = [
        ['line', 'column', 'value', 'reason', 'code', 'original line'],
        ...[...found.reasons, ...lines].map(({ fileLine, column, value, reason, code }) => [
          fileLine,
          column,
          value,
          reason,
          code,
          fileLine === null ? null : (raw.get(fileLine) ?? null),
        ]),
      ];
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(`${found.fileName}.problems.csv`))
        .send(BYTE_ORDER_MARK + records.map(csvRecord).join(''));
    },
  );

  app.get(
    '/api/v1/statements/:id/original',
    {
      config,
      schema: {
        summary: 'The original file, byte by byte as it came',
        tags,
        params,
        querystring: readQuerySchema,
        response: {
          ...readRefusals('statement_not_found', 'original_not_kept'),
          ...fileAnswer('application/octet-stream', 'The file; `Repr-Digest` has its SHA-256'),
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const found = await statementOrProblem(id);
      const { rows } = await pool.query<{ statementNo: number; kept: number | null }>(
        `select statement_no as "statementNo",
           (select sum(length(content))::int8 from app.statement_chunks c
             where c.statement_no = f.statement_no) as kept
         from app.statement_files f where statement_id = $1`,
        [id],
      );
      const file = rows[0];
      if (file === undefined || (file.kept ?? 0) !== found.bytes) {
        throw new Problem('original_not_kept');
      }
      const digest = Buffer.from(found.sha256, 'hex').toString('base64');
      return reply
        .type('application/octet-stream')
        .header('content-length', found.bytes)
        .header('content-disposition', attachment(found.fileName))
        .header('x-content-type-options', 'nosniff')
        .header('repr-digest', `sha-256=:${digest}:`)
        .send(Readable.from(openStoredFile(pool, file.statementNo), { objectMode: false }));
    },
  );
  done();
};
