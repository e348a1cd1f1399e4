import { z } from 'zod';

import { PROBLEMS, type ProblemCode } from '../../problems.ts';

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** What every refused request is answered with (RFC 9457), as `application/problem+json`. */
export const problemSchema = z
  .object({
    type: z.string().describe('`urn:chobo:problem:<code>`'),
    title: z.string().describe('What the code means, in English'),
    status: z.int(),
    code: z.enum(codes).describe('Stable; decide by it'),
    detail: z.string().optional().describe('What is particular to this case'),
    errors: z
      .array(z.object({ field: z.string(), reason: z.string() }))
      .optional()
      .describe('Everything that is wrong with the request'),
    facts: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What the rules decided by, e.g. who changed it and when'),
    requestId: z.string().describe('Finds the request in the log'),
  })
  .meta({ id: 'Problem' });

type ProblemAnswer = {
  readonly description: string;
  readonly content: {
    readonly 'application/problem+json': { readonly schema: typeof problemSchema };
  };
};

/** The codes that any request may be answered with, whatever it asks. */
const ANY_TIME = [
  'invalid_request',
  'too_many_requests',
  'internal_error',
  'shutting_down',
  'database_unavailable',
  'disk_full',
] as const satisfies readonly ProblemCode[];

/** …and those of a route that only people who are logged in may use. */
const LOGGED_IN = [
  'not_logged_in',
  'forbidden',
  'password_change_required',
] as const satisfies readonly ProblemCode[];

/** …and of one that reads views and may wait for a position. */
const READING = ['views_not_built', 'view_behind'] as const satisfies readonly ProblemCode[];

/**
 * Answers by status. Typed as naming none, so that what a handler returns is
 * checked against its good answer alone: problems are thrown, never returned.
 */
type Refusals = object;

/** …and of one that changes something. */
const CHANGING = [
  'invalid_json',
  'body_too_large',
  'unsupported_media_type',
  'cross_site_request',
  'idempotency_key_reused',
  'request_in_progress',
  'changed_meanwhile',
  'conflict',
  'event_store_unavailable',
] as const satisfies readonly ProblemCode[];

/** The answers of a route that refuses with these codes, grouped by their status. */
export const refusals = (...own: readonly ProblemCode[]): Refusals => {
  const byStatus = new Map<number, ProblemAnswer>();
  for (const code of new Set<ProblemCode>([...ANY_TIME, ...own])) {
    const { status, message } = PROBLEMS[code];
    const line = `\`${code}\`: ${message}`;
    const before = byStatus.get(status)?.description;
    byStatus.set(status, {
      description: before === undefined ? line : `${before}\n\n${line}`,
      content: { 'application/problem+json': { schema: problemSchema } },
    });
  }
  return Object.fromEntries(byStatus);
};

/** The refusals of a read route behind the login. */
export const readRefusals = (...own: readonly ProblemCode[]): Refusals =>
  refusals(...LOGGED_IN, ...READING, ...own);

/** The refusals of a route that carries out a command of somebody who is logged in. */
export const commandRefusals = (...own: readonly ProblemCode[]): Refusals =>
  refusals(...LOGGED_IN, ...CHANGING, ...own);
