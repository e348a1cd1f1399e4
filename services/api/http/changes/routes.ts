import type { Readable } from 'node:stream';

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { Position } from '@chobo/event-store/port';
import { rolesOfSession } from '@chobo/identity/sessionRoles';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { afterSchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { CHANGING_LISTS, type ChangingList } from './lists.ts';
import { ALIVE_EVERY_MS, changeStream, toldOf } from './stream.ts';
import { watchChanges } from './watch.ts';

/** Streams that are open at once, for one person and for one process. */
export const MOST_STREAMS = { person: 8, process: 500 } as const;

const changeSchema = z
  .object({
    position: z
      .string()
      .nullable()
      .describe('Pass it as `since` or `Last-Event-ID` to go on; null while views are being made'),
    lists: z
      .array(z.enum(Object.keys(CHANGING_LISTS) as [ChangingList, ...ChangingList[]]))
      .describe('Lists whose rows may read otherwise by now, of those that you may read'),
  })
  .meta({ id: 'Change' });

const position = (text: unknown): Position | null => {
  const { success, data } = afterSchema.safeParse(text);
  return success && data !== undefined ? data : null;
};

/** Tells readers that what they look at has changed: as a stream, or asked for now and then. */
export const changeRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'logger' | 'clock'> & {
    readonly aliveEveryMs: number | undefined;
  }
> = (app, { pool, store, runner, logger, clock, aliveEveryMs = ALIVE_EVERY_MS }, done) => {
  const watch = watchChanges({ store, runner, logger });
  const open = new Map<Readable, string>();

  app.addHook('preClose', (proceed) => {
    watch.close();
    // Else a reader would hold the server open for as long as it likes.
    for (const stream of open.keys()) stream.push(null);
    proceed();
  });

  app.get(
    '/api/v1/changes',
    {
      exposeHeadRoute: false,
      config: { access: 'logged_in' },
      schema: {
        summary: 'What has changed since a position',
        description: `Asked for \`text/event-stream\` it stays open: an event \`changes\` whenever views have moved, \`alive\` every ${ALIVE_EVERY_MS / 1_000} seconds, \`ended\` with the session; \`Last-Event-ID\` goes on from there. At most ${MOST_STREAMS.person} streams for one person. Otherwise it is answered at once.`,
        tags: ['Changes'],
        querystring: z.strictObject({ since: afterSchema }),
        response: {
          ...readRefusals('event_store_unavailable'),
          ...({
            200: {
              description: 'The change, or the stream of them',
              content: {
                'application/json': { schema: changeSchema },
                'text/event-stream': { schema: z.string() },
              },
            },
          } as object),
        },
      },
    },
    async (request, reply) => {
      const { session } = request;
      if (session === null) throw new Problem('not_logged_in');
      const { id, roles } = session.user;
      const known = position(request.headers['last-event-id']) ?? request.query.since ?? null;
      const isStream = (request.headers.accept ?? '').includes('text/event-stream');
      const missed = await watch.between(known, await watch.reached());
      if (!isStream) return toldOf(missed, roles);
      const own = [...open.values()].filter((user) => user === id).length;
      if (own >= MOST_STREAMS.person || open.size >= MOST_STREAMS.process) {
        throw new Problem('too_many_requests', { headers: { 'retry-after': '60' } });
      }
      const token = request.cookies[app.sessionCookie.name] ?? '';
      const stream = changeStream({
        watch,
        first: missed,
        roles,
        rolesNow: () => rolesOfSession(pool, token, clock()),
        aliveEveryMs,
      });
      open.set(stream, id);
      stream.once('close', () => open.delete(stream));
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .send(stream);
    },
  );
  done();
};
