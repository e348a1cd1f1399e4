import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { Permission } from '@chobo/identity/roles';
import { StreamNotFound } from '@chobo/event-store/errors';
import type { EventStore, RecordedEvent } from '@chobo/event-store/port';

import { authorise } from '../../authorise.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, instant, instantSchema } from '../schemas/values.ts';

/** Whoever may read what a stream is about may read its events. */
const PERMISSIONS: ReadonlyMap<string, Permission> = new Map([
  ['account', 'accounts:read'],
  ['card', 'cards:read'],
  ['payment', 'top-ups:read'],
  ['statement', 'statements:read'],
  ['reconciliationDay', 'reconciliation:read'],
  ['break', 'reconciliation:read'],
  ['catalogue', 'catalogue:read'],
]);

const eventSchema = z
  .object({
    stream: z.string(),
    revision: z.int(),
    id: z.uuid(),
    type: z.string(),
    data: z.unknown().describe('As it was recorded, in the version of `schemaVersion`'),
    schemaVersion: z.int(),
    actor: z.string(),
    occurredAt: instantSchema,
    recordedAt: instantSchema,
    commandId: z.string(),
    correlationId: z.string(),
    causationId: z.string(),
    position: z.string(),
  })
  .meta({ id: 'RecordedEvent' });

const eventOf = (event: RecordedEvent): z.infer<typeof eventSchema> => ({
  stream: event.stream,
  revision: Number(event.revision),
  id: event.id,
  type: event.type,
  data: event.data,
  schemaVersion: event.metadata.schemaVersion,
  actor: event.metadata.actor,
  occurredAt: event.metadata.occurredAt,
  recordedAt: instant(event.recordedAtMs),
  commandId: event.metadata.commandId,
  correlationId: event.metadata.correlationId,
  causationId: event.metadata.causationId,
  position: event.position,
});

const readEvent = async (
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  revision: number,
): Promise<RecordedEvent | null> => {
  const one = { fromRevision: BigInt(revision), maxCount: 1 };
  try {
    for await (const event of store.readStream(stream, one)) return event;
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error;
  }
  return null;
};

/** One event as it was recorded: where every figure of the views comes from. */
export const eventRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'store'>> = (
  app,
  { store },
  done,
) => {
  app.get(
    '/api/v1/streams/:stream/events/:revision',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'One event as it was recorded',
        description:
          'Takes the permission to read what the stream is about, e.g. `accounts:read` for `account-…`.',
        tags: ['Events'],
        params: z.object({ stream: idSchema, revision: z.coerce.number().int().min(0) }),
        querystring: readQuerySchema,
        response: { ...readRefusals('event_not_found'), 200: eventSchema },
      },
    },
    async ({ params: { stream, revision }, session }) => {
      const permission = PERMISSIONS.get(stream.slice(0, stream.indexOf('-')));
      if (permission === undefined) throw new Problem('event_not_found');
      authorise({ roles: session?.user.roles ?? [] }, permission);
      const event = await readEvent(store, stream, revision);
      if (event === null) throw new Problem('event_not_found');
      return eventOf(event);
    },
  );
  done();
};
