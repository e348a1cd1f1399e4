import { hash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import { canonicalJson } from '@chobo/domain/kernel/canonical';
import { instantOf, type Instant } from '@chobo/domain/kernel/time';
import type { Role } from '@chobo/identity/roles';

import { Problem } from '../problems.ts';

/** Who gives a command through the API, under which id, and what they saw when they did. */
export type Given = {
  /** `user:<login>`. */
  readonly actor: string;
  readonly roles: readonly Role[];
  /** The same for each repetition of one request: made of the actor, the address and the key. */
  readonly commandId: string;
  readonly at: Instant;
  readonly nowMs: number;
  /** Of `If-Match`; undefined where the giver says nothing about it. */
  readonly seenRevision: bigint | 'no_stream' | undefined;
};

/** Form of an idempotency key: made up by the client, once for each thing that is asked for. */
export const IDEMPOTENCY_KEY = /^[\w.:-]{8,128}$/;

/** The idempotency key of a request, or null. */
export const idempotencyKeyOf = (request: FastifyRequest): string | null => {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' && IDEMPOTENCY_KEY.test(key) ? key : null;
};

/** Who a request comes from, as events name them. @throws Problem `not_logged_in` */
export const actorOf = ({ session }: FastifyRequest): string => {
  if (session === null) throw new Problem('not_logged_in');
  return `user:${session.user.login}`;
};

/** A revision as `If-Match` names it: a number in quotes, or `"none"` for what nobody has touched. */
const seenRevisionOf = (header: string | undefined): bigint | 'no_stream' | undefined => {
  if (header === undefined) return undefined;
  const [, revision] = /^"(\d{1,18}|none)"$/.exec(header) ?? [];
  if (revision === undefined) {
    const reason = 'is not a revision in quotes, as read before';
    throw new Problem('invalid_request', { faults: [{ field: 'headers.if-match', reason }] });
  }
  return revision === 'none' ? 'no_stream' : BigInt(revision);
};

/**
 * What every command that people give says beside its own content.
 *
 * @throws Problem `not_logged_in`, `invalid_request`
 */
export const givenBy = (request: FastifyRequest, clock: () => number): Given => {
  const actor = actorOf(request);
  const key = idempotencyKeyOf(request) ?? request.id;
  const nowMs = clock();
  return {
    actor,
    roles: request.session?.user.roles ?? [],
    commandId: `api:${hash('sha256', JSON.stringify([actor, request.method, request.url, key]))}`,
    at: instantOf(nowMs),
    nowMs,
    seenRevision: seenRevisionOf(request.headers['if-match']),
  };
};

/** An id that a repetition of the same command makes again, e.g. of the text that comes with it. */
export const derivedId = ({ commandId }: Given, what: string): string =>
  hash('sha256', `${commandId}\n${what}`).slice(0, 24);

/**
 * The id of what a request makes anew. A key is known for a day only; used again
 * after that it must not make two things of one id, so what is asked for is in it.
 *
 * @param asked all that the request says about it; a JSON value
 */
export const idOfAsked = (given: Given, what: string, asked: unknown): string =>
  derivedId(given, `${what} ${canonicalJson(asked)}`);
