import { createHash } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';
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
    /**
     * To be told the body by a route that reads it by itself, before it does its work: false
     * when the same was answered before and has been answered again. null for all others.
     *
     * @throws Problem `idempotency_key_reused`, `request_in_progress`
     */
    tellBody: ((body: unknown) => Promise<boolean>) | null;
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

const inputHashOf = ({ method, url }: FastifyRequest, body: unknown): Buffer =>
  hashOf(method, url, canonicalJson(body ?? null));

/** Stands for what a request asks for until its body is read; equal to no body's. */
const unreadHashOf = ({ method, url }: FastifyRequest): Buffer => hashOf(method, url);

const inProgress = (): Problem =>
  new Problem('request_in_progress', { headers: { 'retry-after': '1' } });

type Earlier = {
  readonly input_hash: Buffer;
  readonly begun_at: Date;
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
    app.decorateRequest('tellBody', null);

    app.addHook('onRoute', (route) => {
      if (route.method !== 'POST' || route.config?.withoutIdempotencyKey === true) return;
      route.schema = { ...route.schema, headers: headersSchema };
    });

    /** Takes the key for this request, or tells what became of the one that has it. */
    const take = async (
      key: Buffer,
      input: Buffer,
      now = new Date(clock()),
    ): Promise<Earlier | null> => {
      const { rowCount } = await pool.query(
        `insert into app.idempotency_keys as kept (key_hash, input_hash, begun_at)
         values ($1, $2, $3)
         on conflict (key_hash) do update set begun_at = $3
           where kept.input_hash = $2 and kept.status is null and kept.begun_at < $4`,
        [key, input, now, new Date(+now - AT_WORK_MS)],
      );
      if (rowCount === 1) return null;
      const { rows } = await pool.query<Earlier>(
        'select input_hash, begun_at, status, answer from app.idempotency_keys where key_hash = $1',
        [key],
      );
      return rows[0] ?? take(key, input, now);
    };

    /** Does the work of a request, or answers as the one before it that asked for the same. */
    const takeOrAnswer = async (
      request: FastifyRequest,
      reply: FastifyReply,
      key: Buffer,
      input: Buffer,
    ): Promise<boolean> => {
      const earlier = await take(key, input);
      if (earlier === null) {
        request.idempotencyKeyHash = key;
        return true;
      }
      const isSame = earlier.input_hash.equals(input);
      const mayBeSame = isSame || earlier.input_hash.equals(unreadHashOf(request));
      if (!mayBeSame) throw new Problem('idempotency_key_reused');
      if (earlier.status === null) throw inProgress();
      reply
        .code(earlier.status)
        .header('idempotency-replayed', 'true')
        .type('application/json; charset=utf-8')
        .serializer((answer: unknown) => String(answer))
        .send(earlier.answer ?? '');
      return false;
    };

    /** Says what a taken key is for; false when somebody else has taken it for a dead one's. */
    const fillIn = async (key: Buffer, takenAt: Date, unread: Buffer, input: Buffer) => {
      const { rowCount } = await pool.query(
        `update app.idempotency_keys set input_hash = $4, begun_at = $5
          where key_hash = $1 and begun_at = $2 and input_hash = $3 and status is null`,
        [key, takenAt, unread, input, new Date(clock())],
      );
      return rowCount === 1;
    };

    /**
     * A file is read by its route, and what is asked for is known only then. The key is taken
     * before, so that nobody sends a large one twice at a time for nothing; what came before is
     * compared after.
     */
    const awaitBody = async (
      request: FastifyRequest,
      reply: FastifyReply,
      key: Buffer,
    ): Promise<void> => {
      const unread = unreadHashOf(request);
      const takenAt = new Date(clock());
      const earlier = await take(key, unread, takenAt);
      if (earlier === null) request.idempotencyKeyHash = key;
      else if (earlier.status === null && +earlier.begun_at >= +takenAt - AT_WORK_MS) {
        throw inProgress();
      }
      request.tellBody = async (body) => {
        const input = inputHashOf(request, body);
        if (earlier === null && (await fillIn(key, takenAt, unread, input))) return true;
        request.idempotencyKeyHash = null;
        return takeOrAnswer(request, reply, key, input);
      };
    };

    app.addHook('preHandler', async (request, reply) => {
      const { config } = request.routeOptions;
      if (request.method !== 'POST' || request.is404 || config.withoutIdempotencyKey === true) {
        return;
      }
      const key = hashOf(actorOf(request), idempotencyKeyOf(request) ?? request.id);
      if (config.longBody === true) {
        await awaitBody(request, reply, key);
        return;
      }
      const goesOn = await takeOrAnswer(request, reply, key, inputHashOf(request, request.body));
      return goesOn ? undefined : reply;
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
