import type { FastifyError, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

import { EventStoreUnavailable } from '@chobo/event-store/errors';

import {
  PROBLEMS,
  Problem,
  problemDocument,
  type FieldFault,
  type ProblemCode,
} from '../problems.ts';
import { isDiskFull } from './space.ts';

const CONTEXT_NAMES: Readonly<Record<string, string>> = {
  querystring: 'query',
  params: 'params',
  body: 'body',
  headers: 'headers',
};

/** What Fastify and the statement store refuse by themselves, in our codes. */
const FRAMEWORK_CODES: ReadonlyMap<string, ProblemCode> = new Map(
  Object.entries({
    FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
    FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
    FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
    FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
    FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
    FST_ERR_BAD_URL: 'invalid_address',
    FST_ERR_MAX_PARAM_LENGTH: 'invalid_address',
    views_behind: 'view_behind',
    source_lock_lost: 'database_unavailable',
    source_busy: 'source_busy',
    work_goes_on: 'conflict',
    FST_PARTS_LIMIT: 'invalid_request',
    FST_FILES_LIMIT: 'invalid_request',
    FST_FIELDS_LIMIT: 'invalid_request',
    FST_MP_PREMATURE_CLOSE: 'upload_interrupted',
    ERR_STREAM_PREMATURE_CLOSE: 'upload_interrupted',
  } as const),
);

/** PostgreSQL is away: class 08, shutdown and overload of class 57 and 53, and the socket's own. */
const DATABASE_AWAY = /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;

/** A table of a view is dropped and made anew: by a rebuild, or before the first start has made any. */
const VIEW_MISSING = '42P01';

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

const isDatabaseAway = (error: Error): boolean =>
  DATABASE_AWAY.test(codeOf(error)) ||
  /Connection terminated|timeout exceeded when trying to connect/.test(error.message);

const fieldFaults = (
  error: Pick<FastifyError, 'validationContext'> & {
    readonly validation: readonly { readonly instancePath: string; readonly message?: string }[];
  },
): readonly FieldFault[] =>
  error.validation.map(({ instancePath, message }) => ({
    field: [
      CONTEXT_NAMES[error.validationContext ?? ''] ?? 'request',
      ...instancePath.split('/').filter((part) => part !== ''),
    ].join('.'),
    reason: message ?? 'is not valid',
  }));

/** The problem that an error comes to; what is not known is ours, and its words stay in the log. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return new Problem('internal_error');
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Problem('invalid_request', { faults: fieldFaults(error) });
  }
  if (isDiskFull(error)) return new Problem('disk_full');
  if (error instanceof EventStoreUnavailable) return new Problem('event_store_unavailable');
  if (codeOf(error) === VIEW_MISSING) return new Problem('views_not_built');
  if (isDatabaseAway(error)) return new Problem('database_unavailable');
  return new Problem(FRAMEWORK_CODES.get(codeOf(error)) ?? 'internal_error');
};

const logProblem = (request: FastifyRequest, problem: Problem, error: unknown): void => {
  const { status } = PROBLEMS[problem.code];
  if (status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
  else request.log.info({ code: problem.code }, 'request refused');
};

/** One shape for everything that goes wrong: `application/problem+json` with a stable code. */
export const errors = fp(
  (app, _options, done) => {
    app.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error);
      logProblem(request, problem, error);
      if (problem.code === 'disk_full') app.space.ranOut();
      return reply
        .code(PROBLEMS[problem.code].status)
        .headers(problem.headers)
        .type('application/problem+json')
        .send(problemDocument(problem, request.id));
    });
    done();
  },
  { name: 'errors', dependencies: ['space'] },
);
