import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { currentSource } from '@chobo/statement-store/sources';
import type { Upload } from '@chobo/statement-store/uploads/upload';
import {
  MAX_OPEN_UPLOADS,
  confirmUpload,
  discardUpload,
  findUpload,
  keepUpload,
  previewAgain,
} from '@chobo/statement-store/uploads/uploads';

import { derivedId, givenBy } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { commandRefusals, readRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema, reasonSchema } from '../schemas/values.ts';
import { MULTIPART, withUploadedFile } from '../statements/upload.ts';
import { uploadOf, uploadSchema } from './answers.ts';
import { listUploads } from './queries.ts';

const tags = ['Statements'];
const params = z.object({ id: idSchema });
const receive = { access: 'statements:receive' } as const;

const filterSchema = z.strictObject({
  open: z.boolean().exactOptional().describe('Not at an end'),
  handedInBy: idSchema.exactOptional(),
});

const asSchema = z.strictObject({
  source: idSchema.exactOptional().describe('Whose it is; recognised when left out'),
  date: businessDateSchema.exactOptional().describe('Its day; what the file says when left out'),
});

/**
 * Handing a file in, in steps: its bytes, a preview of what it would be, and the
 * receipt of that very file. The work goes on in the worker, whether or not
 * anybody waits for it.
 */
export const statementUploadRoutes: FastifyPluginAsyncZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'clock' | 'newId'>
> = async (app, { pool, store, clock, newId }) => {
  await app.register(multipart, MULTIPART);

  const uploadOrProblem = async (uploadId: string): Promise<Upload> => {
    const upload = await findUpload(pool, uploadId);
    if (upload === null) throw new Problem('upload_not_found');
    return upload;
  };

  const knownSource = async (source: string | undefined): Promise<string | null> => {
    if (source === undefined) return null;
    if ((await currentSource(store, source)) === null) {
      throw new Problem('source_unknown', { facts: { source } });
    }
    return source;
  };

  /** The upload as it stands now, after a step that it may have refused. */
  const after = async (uploadId: string, moved: boolean) => {
    const upload = await uploadOrProblem(uploadId);
    if (!moved) throw new Problem('upload_state', { facts: { state: upload.state } });
    return uploadOf(upload);
  };

  app.post(
    '/api/v1/statement-uploads',
    {
      config: { ...receive, longBody: true },
      schema: {
        summary: 'Hand a file in to be looked at; nothing is received yet',
        description:
          'The file is the one part of a `multipart/form-data` body. It is read by the worker: ask `GET /statement-uploads/{id}` until its state is `previewed`. A connection that breaks leaves nothing behind.',
        tags,
        consumes: ['multipart/form-data'],
        querystring: asSchema,
        response: {
          ...commandRefusals(
            'file_missing',
            'source_unknown',
            'too_many_uploads',
            'upload_interrupted',
            'request_too_slow',
          ),
          202: uploadSchema,
        },
      },
    },
    async (request, reply) => {
      const given = givenBy(request, clock);
      const { source, date = null } = request.query;
      const of = await knownSource(source);
      const uploadId = newId();
      const upload = await withUploadedFile(request, async (file) => {
        const handedIn = { uploadId, source: of, date, by: given.actor, nowMs: given.nowMs };
        if (!(await keepUpload(pool, handedIn, file))) {
          throw new Problem('too_many_uploads', { facts: { most: MAX_OPEN_UPLOADS } });
        }
        return uploadOrProblem(uploadId);
      });
      if (upload === null) return reply;
      return reply
        .code(202)
        .header('location', `/api/v1/statement-uploads/${uploadId}`)
        .send(uploadOf(upload));
    },
  );

  app.get(
    '/api/v1/statement-uploads',
    {
      config: { access: 'statements:read' },
      schema: {
        summary: 'Files handed in and where they are, newest first',
        tags,
        querystring: listQuerySchema(filterSchema, ['handedInAt']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(uploadSchema) },
      },
    },
    ({ query }) => answerPage(query, listUploads(pool, query.filter ?? {}, query), uploadOf),
  );

  app.get(
    '/api/v1/statement-uploads/:id',
    {
      config: { access: 'statements:read' },
      schema: {
        summary: 'Where a file is: its progress, its preview, what became of it',
        tags,
        params,
        querystring: readQuerySchema,
        response: { ...readRefusals('upload_not_found'), 200: uploadSchema },
      },
    },
    async ({ params: { id } }) => uploadOf(await uploadOrProblem(id)),
  );

  app.post(
    '/api/v1/statement-uploads/:id/preview',
    {
      config: receive,
      schema: {
        summary: "Look at a file again, as another source's or another day's",
        tags,
        params,
        body: asSchema,
        response: {
          ...commandRefusals('upload_not_found', 'upload_state', 'source_unknown'),
          202: uploadSchema,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { source, date = null } = request.body;
      const as = { source: await knownSource(source), date };
      return reply.code(202).send(await after(id, await previewAgain(pool, id, as, clock())));
    },
  );

  app.post(
    '/api/v1/statement-uploads/:id/receipt',
    {
      config: receive,
      schema: {
        summary: 'Receive a file as its preview shows it, and reconcile its day',
        description:
          'Source and day are those of the preview that was looked at. Ask `GET /statement-uploads/{id}` until its state is `done` or `failed`. Replacing the file that has the day takes a reason.',
        tags,
        params,
        body: z.strictObject({
          source: idSchema,
          date: businessDateSchema,
          supersede: z
            .strictObject({ reason: reasonSchema })
            .exactOptional()
            .describe('Replace the file that has the day'),
        }),
        response: {
          ...commandRefusals(
            'upload_not_found',
            'upload_state',
            'upload_not_receivable',
            'day_occupied',
            'reason_required',
          ),
          202: uploadSchema,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { source, date, supersede } = request.body;
      const given = givenBy(request, clock);
      const { preview, state } = await uploadOrProblem(id);
      if (preview === null || state !== 'previewed') {
        throw new Problem('upload_state', { facts: { state } });
      }
      if (preview.state === 'refused' || preview.obstacles.length > 0) {
        throw new Problem('upload_not_receivable');
      }
      const { occupant } = preview;
      if (occupant !== null && !occupant.sameBytes && supersede === undefined) {
        throw new Problem('day_occupied', { facts: { ...occupant } });
      }
      if (supersede?.reason === '') throw new Problem('reason_required');
      const moved = await confirmUpload(pool, id, {
        source,
        date,
        statementId: derivedId(given, 'statement'),
        by: given.actor,
        reasonId:
          supersede === undefined ? null : await keepGivenText(pool, given, supersede.reason),
        nowMs: given.nowMs,
      });
      return reply.code(202).send(await after(id, moved));
    },
  );

  app.post(
    '/api/v1/statement-uploads/:id/discarding',
    {
      config: receive,
      schema: {
        summary: 'Put a file away that is not to be received',
        tags,
        params,
        body: z.strictObject({}),
        response: {
          ...commandRefusals('upload_not_found', 'upload_state'),
          200: uploadSchema,
        },
      },
    },
    async ({ params: { id } }) => after(id, await discardUpload(pool, id, clock())),
  );
};
