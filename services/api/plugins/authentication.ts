import cookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Pool } from 'pg';

import type { Permission } from '@chobo/identity/roles';
import { resolveSession, type Session } from '@chobo/identity/sessions';

import { authorise } from '../authorise.ts';
import { Problem } from '../problems.ts';

/** What a route asks for: a permission, only a login, or nothing. Every route says one. */
export type Access = Permission | 'logged_in' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** For what somebody with a one-time password may do before they have changed it. */
    withOneTimePassword?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; null on a public route. */
    session: Session | null;
  }
  interface FastifyInstance {
    sessionCookie: SessionCookie;
  }
}

/** Name and attributes of the cookie that carries the session's token. */
export type SessionCookie = {
  readonly name: string;
  readonly attributes: {
    readonly httpOnly: true;
    readonly sameSite: 'strict';
    readonly secure: boolean;
    readonly path: '/';
  };
};

/**
 * Over HTTPS the `__Host-` prefix makes browsers refuse the cookie from any
 * other host or path. `Strict`: the console is one page of this origin, no
 * request of another site ever needs the session.
 */
export const sessionCookie = (secure: boolean): SessionCookie => ({
  name: secure ? '__Host-chobo_session' : 'chobo_session',
  attributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
});

/** The session of a request on a route that is not public. @throws Problem `not_logged_in` */
export const sessionOf = ({ session }: FastifyRequest): Session => {
  if (session === null) throw new Problem('not_logged_in');
  return session;
};

type Options = { readonly pool: Pool; readonly clock: () => number; readonly secure: boolean };

/**
 * Finds out who asks and whether they may, in one place, before a body is read.
 * A route that does not say what it asks for is a bug and stops the build of the app.
 */
export const authentication = fp<Options>(
  async (app, { pool, clock, secure }) => {
    await app.register(cookie);
    app.decorate('sessionCookie', sessionCookie(secure));
    app.decorateRequest('session', null);

    app.addHook('onRoute', ({ config, method, url }) => {
      if (config?.access === undefined) {
        throw new Error(`${String(method)} ${url} does not say who may use it`);
      }
    });

    app.addHook('onRequest', async (request) => {
      const { access } = request.routeOptions.config;
      if (request.is404 || access === undefined || access === 'public') return;
      const token = request.cookies[app.sessionCookie.name];
      const session = token === undefined ? null : await resolveSession(pool, token, clock());
      if (session === null) throw new Problem('not_logged_in');
      request.session = session;
      const { passwordChangeDue } = session.user;
      if (passwordChangeDue && request.routeOptions.config.withOneTimePassword !== true) {
        throw new Problem('password_change_required');
      }
      if (access !== 'logged_in') authorise(session.user, access);
    });
  },
  { name: 'authentication', dependencies: ['errors', 'same-site'] },
);
