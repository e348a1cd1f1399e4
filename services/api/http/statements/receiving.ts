import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { checkStatement } from '@chobo/statement-store/checkStatement';
import { reconcileStatement } from '@chobo/statement-store/reconcileStatement';
import { currentSource } from '@chobo/statement-store/sources';
import { MAX_OPEN_UPLOADS, findUpload, keepUpload } from '@chobo/statement-store/uploads/uploads';

import { authorise } from '../../authorise.ts';
import { givenBy, idOfAsked } from '../../commands/given.ts';
import { keepGivenText } from '../../commands/givenText.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { businessDateSchema, idSchema, reasonSchema } from '../schemas/values.ts';
import { checkOf, checkSchema, receiptOf, receiptSchema } from './receipts.ts';
import { uploadOf, uploadSchema } from '../statement-uploads/answers.ts';
import { MULTIPART, withUploadedFile } from './upload.ts';

/** How long a receipt waits for a source at which somebody else is, with a connection in hand. */
const SOURCE_PATIENCE_MS = 10_000;

/** A larger file is received by the worker, as its sender would wait too long for the answer. */
const LARGE_BYTES = 8 * 1024 * 1024;

const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');

const querySchema = z.strictObject({
  source: idSchema,
  date: businessDateSchema,
  dryRun: flagSchema.exactOptional().describe('Only read it: nothing is kept'),
  supersede: flagSchema.exactOptional().describe('Replace the file that occupies the day'),
  reason: reasonSchema.exactOptional().describe('Why it is replaced'),
});

/** Receiving a file: what it would be, or the file itself and the matching that follows. */
export const statementReceivingRoutes: FastifyPluginAsyncZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'clock' | 'newId'>
> = async (app, { pool, store, runner, clock, newId }) => {
  await app.register(multipart, MULTIPART);

  app.post(
    '/api/v1/statements',
    {
      config: { access: 'statements:receive', longBody: true },
      schema: {
        summary: 'Receive a statement and reconcile its day, or try what it would be',
        description:
          'The file is the one part of a `multipart/form-data` body. A file that is held or refused is an answer, not an error: `state` and `problems` say what and why. The same bytes again, once accepted, do nothing and answer the current outcome. A file of more than 8 MiB is received by the worker: the answer is 202, and `GET /statement-uploads/{id}` tells how far it is.',
        tags: ['Statements'],
        consumes: ['multipart/form-data'],
        querystring: querySchema,
        response: {
          ...commandRefusals(
            'file_missing',
            'source_unknown',
            'source_busy',
            'reason_required',
            'view_behind',
            'upload_interrupted',
            'request_too_slow',
            'too_many_uploads',
          ),
          202: uploadSchema.describe('A large file: it is being received'),
          200: z.discriminatedUnion('dryRun', [receiptSchema, checkSchema]),
        },
      },
    },
    async (request, reply) => {
      const { source, date, dryRun = false, supersede = false, reason = '' } = request.query;
      const given = givenBy(request, clock);
      authorise(given, 'statements:receive');
      if (supersede && reason === '') throw new Problem('reason_required');
      const answer = await withUploadedFile(request, async (file) => {
        if (dryRun) {
          const check = await checkStatement({ store }, { source, date, file });
          if (!check.known) throw new Problem('source_unknown', { facts: { source } });
          return checkOf(check, date);
        }
        if (file.bytes > LARGE_BYTES) {
          if ((await currentSource(store, source)) === null) {
            throw new Problem('source_unknown', { facts: { source } });
          }
          const { name, sha256 } = file;
          const uploadId = idOfAsked(given, 'upload', { name, sha256 });
          const handedIn = {
            uploadId,
            source,
            date,
            by: given.actor,
            nowMs: given.nowMs,
            confirmed: {
              statementId: idOfAsked(given, 'statement', { name, sha256 }),
              reasonId: supersede ? await keepGivenText(pool, given, reason) : null,
            },
          };
          // There already when it was kept and the answer was not.
          const known = await findUpload(pool, uploadId);
          if (known === null && !(await keepUpload(pool, handedIn, file))) {
            throw new Problem('too_many_uploads', { facts: { most: MAX_OPEN_UPLOADS } });
          }
          const upload = known ?? (await findUpload(pool, uploadId));
          if (upload === null) throw new Problem('upload_not_found');
          reply.code(202).header('location', `/api/v1/statement-uploads/${uploadId}`);
          return uploadOf(upload);
        }
        const report = await reconcileStatement(
          {
            pool,
            store,
            projections: runner,
            clock,
            newId,
            sourcePatienceMs: SOURCE_PATIENCE_MS,
          },
          {
            source,
            date,
            file,
            actor: given.actor,
            ...(supersede && { supersede: { reason } }),
          },
        );
        return receiptOf(report);
      });
      return answer ?? reply;
    },
  );
};
