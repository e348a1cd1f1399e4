import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import type { PasswordCost } from '@chobo/identity/passwords';
import { recordSecurityAct } from '@chobo/identity/securityActs';
import { endSession } from '@chobo/identity/sessions';

import type { ApiDependencies } from '../../dependencies.ts';
import { sessionOf } from '../../plugins/authentication.ts';
import { refusals } from '../schemas/problem.ts';
import { logIn } from './login.ts';
import { credentialsSchema, meOf, meSchema } from './schemas.ts';

/** Logging in, who is logged in, logging out. The token travels in the cookie only. */
export const sessionRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'clock'> & { readonly passwordCost: PasswordCost }
> = (app, { pool, clock, passwordCost }, done) => {
  const { name, attributes } = app.sessionCookie;

  app.post(
    '/api/v1/sessions',
    {
      config: { access: 'public', withoutIdempotencyKey: true },
      schema: {
        summary: 'Log in',
        description:
          'Sets the session cookie (httpOnly, SameSite=Strict). Five attempts a minute for one login name, thirty from one address.',
        tags: ['Sessions'],
        body: credentialsSchema,
        response: {
          ...refusals(
            'invalid_json',
            'login_failed',
            'cross_site_request',
            'body_too_large',
            'unsupported_media_type',
            'too_many_login_attempts',
          ),
          201: meSchema,
        },
      },
    },
    async (request, reply) => {
      const former = request.cookies[name];
      const agent = request.headers['user-agent'] ?? '';
      const { user, session } = await logIn(
        { pool, clock, passwordCost },
        { ...request.body, address: request.ip, agent },
      );
      // A session that this browser had before ends: nobody carries one over a login.
      if (former !== undefined) await endSession(pool, former);
      reply.setCookie(name, session.token, {
        ...attributes,
        expires: new Date(session.expiresAtMs),
      });
      return reply.code(201).send(meOf({ user, expiresAtMs: session.expiresAtMs }));
    },
  );

  app.get(
    '/api/v1/me',
    {
      config: { access: 'logged_in', withOneTimePassword: true },
      schema: {
        summary: 'Who is logged in and what they may do',
        tags: ['Sessions'],
        response: { ...refusals('not_logged_in'), 200: meSchema },
      },
    },
    (request) => meOf(sessionOf(request)),
  );

  app.delete(
    '/api/v1/sessions/current',
    {
      config: { access: 'logged_in', withOneTimePassword: true },
      schema: {
        summary: 'Log out',
        tags: ['Sessions'],
        response: {
          ...refusals('not_logged_in', 'cross_site_request'),
          204: z.null().describe('The session has ended'),
        },
      },
    },
    async (request, reply) => {
      await endSession(pool, request.cookies[name] ?? '');
      const { login: subject } = sessionOf(request).user;
      const by = { actor: `user:${subject}`, subject, atMs: clock() };
      await recordSecurityAct(pool, { kind: 'LoggedOut', ...by });
      reply.clearCookie(name, attributes);
      return reply.code(204).send(null);
    },
  );
  done();
};
