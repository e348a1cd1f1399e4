import { describe, expect, it } from 'vitest';

import { EventStoreUnavailable } from '@chobo/event-store/errors';

import { problemOf } from './plugins/errors.ts';
import { PROBLEMS, Problem, problemDocument, type ProblemCode } from './problems.ts';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe('the table of problems', () => {
  it.each(codes)('%s has a status of refusal and a sentence for people', (code) => {
    const { status, message } = PROBLEMS[code];
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('no two codes say the same', () => {
    expect(new Set(codes.map((code) => PROBLEMS[code].message)).size).toBe(codes.length);
  });

  it('a document names the code in three ways and leaves out what there is not', () => {
    expect(problemDocument(new Problem('forbidden'), 'request-1')).toEqual({
      type: 'urn:chobo:problem:forbidden',
      title: 'Your roles do not allow this.',
      status: 403,
      code: 'forbidden',
      requestId: 'request-1',
    });
    const faults = [{ field: 'query.limit', reason: 'Too big' }];
    expect(
      problemDocument(new Problem('invalid_request', { detail: 'Why.', faults }), 'request-2'),
    ).toMatchObject({ detail: 'Why.', errors: faults });
  });
});

describe('errors become problems', () => {
  const coded = (code: string, message = 'secret host 10.0.0.7'): Error =>
    Object.assign(new Error(message), { code });

  it.each<[string, unknown, ProblemCode]>([
    ['a problem stays itself', new Problem('card_not_found'), 'card_not_found'],
    ['a bug', new TypeError('x is undefined'), 'internal_error'],
    ['what is no error at all', 'thrown text', 'internal_error'],
    ['a store that is away', new EventStoreUnavailable('10.0.0.7'), 'event_store_unavailable'],
    ['a refused connection', coded('ECONNREFUSED'), 'database_unavailable'],
    ['a database that shuts down', coded('57P01'), 'database_unavailable'],
    ['a lost connection', coded('08006'), 'database_unavailable'],
    ['too many connections', coded('53300'), 'database_unavailable'],
    ['a full disk', coded('53100'), 'disk_full'],
    [
      'a full disk under the events',
      new EventStoreUnavailable('10.0.0.7', { cause: coded('53100') }),
      'disk_full',
    ],
    ['a cut connection', new Error('Connection terminated unexpectedly'), 'database_unavailable'],
    ['a view that is not there', coded('42P01'), 'views_not_built'],
    ['a constraint that does not hold', coded('23505'), 'internal_error'],
    ['a body that is not JSON', coded('FST_ERR_CTP_INVALID_JSON_BODY'), 'invalid_json'],
    ['a body that is too large', coded('FST_ERR_CTP_BODY_TOO_LARGE'), 'body_too_large'],
    ['a body of another kind', coded('FST_ERR_CTP_INVALID_MEDIA_TYPE'), 'unsupported_media_type'],
    ['an address that cannot be read', coded('FST_ERR_BAD_URL'), 'invalid_address'],
    ['a name that objects inherit', coded('constructor'), 'internal_error'],
  ])('%s', (_case, error, code) => {
    const problem = problemOf(error);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problemDocument(problem, 'request-1'))).not.toContain('10.0.0.7');
  });
});
