import { createHash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Pool } from 'pg';
import { z } from 'zod';

import { canonicalJson } from '@chobo/domain/kernel/canonical';

import { actorOf, IDEMPOTENCY_KEY, idempotencyKeyOf } from '../commands/given.ts';
import { Problem } from '../problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For what repeats harmlessly, or whose answer must not be kept: a login, a one-time password. */
    withoutIdempotencyKey?: boolean;
  }
  interface FastifyRequest {
    /** Hash of the key under which this request does its work; null when it has none. */
    idempotencyKeyHash: Buffer | null;
  }
}

/** How long a request without an answer counts as being at work; after that its process is dead. */
const AT_WORK_MS = 30_000;

const KEPT_MS = 24 * 60 * 60_000;

/** Headers of every request that changes something. */
const headersSchema = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(IDEMPOTENCY_KEY, 'must be 8 to 128 letters, digits and . _ : -')
    .describe('Made up by the client, a new one for each thing it asks for'),
  'if-match': z
    .string()
    .exactOptional()
    .describe('Revision as read, in quotes: refused when it has moved since'),
});

const hashOf = (...parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest();

const inputHashOf = (request: FastifyRequest): Buffer =>
  hashOf(request.method, request.url, canonicalJson(request.body ?? null));

type Earlier = {
  readonly input_hash: Buffer;
  readonly status: number | null;
  readonly answer: string | null;
};

/**
 * Lets a request that is sent twice do its work once: a double click, a retry
 * after a lost connection. The first good answer is kept for a day and given
 * again; a refusal is not, so what was refused may be tried again. The commands
 * below derive their ids from the same key, so even a process that dies between
 * its work and its answer does it once.
 */
export const idempotency = fp<{ readonly pool: Pool; readonly clock: () => number }>(
  (app, { pool, clock }, done) => {
    app.decorateRequest('idempotencyKeyHash', null);

    app.addHook('onRoute', (route) => {
      if (route.method !== 'POST' || route.config?.withoutIdempotencyKey === true) return;
      route.schema = { ...route.schema, headers: headersSchema };
    });

    /** Takes the key for this request, or tells what became of the one that has it. */
    const take = async (key: Buffer, input: Buffer): Promise<Earlier | null> => {
      const now = clock();
      const { rowCount } = await pool.query(
        `insert into app.idempotency_keys as kept (key_hash, input_hash, begun_at)
         values ($1, $2, $3)
         on conflict (key_hash) do update set begun_at = $3
           where kept.input_hash = $2 and kept.status is null and kept.begun_at < $4`,
        [key, input, new Date(now), new Date(now - AT_WORK_MS)],
      );
      if (rowCount === 1) return null;
      const { rows } = await pool.query<Earlier>(
        'select input_hash, status, answer from app.idempotency_keys where key_hash = $1',
        [key],
      );
      return rows[0] ?? take(key, input);
    };

    app.addHook('preHandler', async (request, reply) => {
      const { config } = request.routeOptions;
      if (request.method !== 'POST' || request.is404 || config.withoutIdempotencyKey === true) {
        return;
      }
      const key = hashOf(actorOf(request), idempotencyKeyOf(request) ?? request.id);
      const input = inputHashOf(request);
      const earlier = await take(key, input);
      if (earlier === null) {
        request.idempotencyKeyHash = key;
        return;
      }
      if (!earlier.input_hash.equals(input)) throw new Problem('idempotency_key_reused');
      if (earlier.status === null) {
        throw new Problem('request_in_progress', { headers: { 'retry-after': '1' } });
      }
      return reply
        .code(earlier.status)
        .header('idempotency-replayed', 'true')
        .type('application/json; charset=utf-8')
        .serializer((answer: unknown) => String(answer))
        .send(earlier.answer ?? '');
    });

    const keep = async (key: Buffer, status: number, payload: unknown): Promise<void> => {
      if (status >= 300) {
        await pool.query('delete from app.idempotency_keys where key_hash = $1', [key]);
        return;
      }
      const answer = typeof payload === 'string' ? payload : null;
      await pool.query(
        `with old as (delete from app.idempotency_keys where begun_at < $4)
         update app.idempotency_keys set status = $2, answer = $3 where key_hash = $1`,
        [key, status, answer, new Date(clock() - KEPT_MS)],
      );
    };

    app.addHook('onSend', async ({ idempotencyKeyHash: key, log }, reply, payload) => {
      if (key === null) return payload;
      try {
        await keep(key, reply.statusCode, payload);
      } catch (error) {
        // The answer is true all the same. The key counts as at work for a while, then
        // as left by a process that died, and a repetition is known by its command's id.
        log.warn({ err: error }, 'what became of an idempotency key could not be kept');
      }
      return payload;
    });
    done();
  },
  { name: 'idempotency', dependencies: ['errors', 'authentication'] },
);
