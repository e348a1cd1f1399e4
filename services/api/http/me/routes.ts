import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { forgetLoginAttempts } from '@chobo/identity/loginAttempts';
import {
  changeOwnPassword,
  MIN_DIFFERENT_CHARACTERS,
  ownPasswordFault,
} from '@chobo/identity/ownPassword';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  type PasswordCost,
} from '@chobo/identity/passwords';
import { recordSecurityAct } from '@chobo/identity/securityActs';
import { endSessions, listOpenSessions, type Session, type Which } from '@chobo/identity/sessions';

import type { ApiDependencies } from '../../dependencies.ts';
import { sessionOf } from '../../plugins/authentication.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { commandRefusals, readRefusals } from '../schemas/problem.ts';
import { instant, instantSchema } from '../schemas/values.ts';
import { countAttempt } from '../sessions/attempts.ts';

const tags = ['Sessions'];

const passwordSchema = z.string().min(1).max(1024);

const openSessionSchema = z
  .object({
    id: z.uuid(),
    current: z.boolean().describe('True for the session that asks'),
    address: z.string(),
    agent: z.string().describe('What the browser calls itself'),
    createdAt: instantSchema,
    lastSeenAt: instantSchema.describe('Within a minute'),
    expiresAt: instantSchema,
  })
  .meta({ id: 'OpenSession' });

const endedSchema = z.object({ sessionsEnded: z.int() });

/** What somebody does to their own account: the password, and where they are logged in. */
export const ownAccountRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'clock'> & { readonly passwordCost: PasswordCost }
> = (app, { pool, clock, passwordCost: cost }, done) => {
  const end = async ({ user }: Session, which: Which): Promise<number> => {
    const sessionsEnded = await endSessions(pool, user.id, which);
    if (sessionsEnded > 0) {
      await recordSecurityAct(pool, {
        kind: 'SessionsEnded',
        actor: `user:${user.login}`,
        subject: user.login,
        atMs: clock(),
        facts: { sessionsEnded },
      });
    }
    return sessionsEnded;
  };

  app.post(
    '/api/v1/me/password',
    {
      config: { access: 'logged_in', withOneTimePassword: true, withoutIdempotencyKey: true },
      schema: {
        summary: 'Take another password; ends the other sessions',
        description: `At least ${MIN_PASSWORD_LENGTH} characters of any kind, ${MIN_DIFFERENT_CHARACTERS} of them different, without the login name. Counts as an attempt to log in.`,
        tags,
        body: z.strictObject({ current: passwordSchema, next: passwordSchema }),
        response: {
          ...commandRefusals(
            'current_password_wrong',
            'password_too_short',
            'password_too_long',
            'password_unchanged',
            'password_guessable',
            'too_many_login_attempts',
          ),
          200: endedSchema,
        },
      },
    },
    async (request) => {
      const session = sessionOf(request);
      const { login } = session.user;
      const fault = ownPasswordFault(login, request.body);
      if (fault !== null) {
        const length = Array.from(request.body.next).length;
        throw new Problem(fault, {
          facts: {
            length,
            least: MIN_PASSWORD_LENGTH,
            most: MAX_PASSWORD_LENGTH,
            different: MIN_DIFFERENT_CHARACTERS,
          },
        });
      }
      const nowMs = clock();
      await countAttempt(pool, { login, address: request.ip, nowMs });
      const changed = await changeOwnPassword(pool, session, { ...request.body, nowMs, cost });
      if (changed === null) throw new Problem('current_password_wrong');
      await forgetLoginAttempts(pool, login);
      return changed;
    },
  );

  app.get(
    '/api/v1/me/sessions',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'Where the person who asks is logged in, used last first',
        tags,
        querystring: readQuerySchema,
        response: { ...readRefusals(), 200: z.object({ data: z.array(openSessionSchema) }) },
      },
    },
    async (request) => {
      const { id, user } = sessionOf(request);
      const open = await listOpenSessions(pool, user.id, clock());
      return {
        data: open.map((session) => ({
          id: session.id,
          current: session.id === id,
          address: session.address,
          agent: session.agent,
          createdAt: instant(session.createdAtMs),
          lastSeenAt: instant(session.lastSeenAtMs),
          expiresAt: instant(session.expiresAtMs),
        })),
      };
    },
  );

  app.post(
    '/api/v1/me/sessions/ending',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'End every session of the person who asks but this one',
        tags,
        body: z.strictObject({}),
        response: { ...commandRefusals(), 200: endedSchema },
      },
    },
    async (request) => {
      const session = sessionOf(request);
      return { sessionsEnded: await end(session, { but: session.id }) };
    },
  );

  app.post(
    '/api/v1/me/sessions/:id/ending',
    {
      config: { access: 'logged_in' },
      schema: {
        summary: 'End one session of the person who asks',
        tags,
        params: z.object({ id: z.uuid() }),
        body: z.strictObject({}),
        response: { ...commandRefusals('session_not_found'), 200: endedSchema },
      },
    },
    async (request) => {
      const sessionsEnded = await end(sessionOf(request), { only: request.params.id });
      if (sessionsEnded === 0) throw new Problem('session_not_found');
      return { sessionsEnded };
    },
  );
  done();
};
