import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

import {
  changeUser,
  logOutUser,
  type UserChange,
  type UserChanged,
} from '@chobo/identity/administration';
import { randomPassword, type PasswordCost } from '@chobo/identity/passwords';
import { ROLES } from '@chobo/identity/roles';
import { createUser, findUser, foldLogin } from '@chobo/identity/users';

import { givenBy, type Given } from '../../commands/given.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem, type ProblemCode } from '../../problems.ts';
import { commandRefusals } from '../schemas/problem.ts';
import { idSchema, instant } from '../schemas/values.ts';
import { userAnswer, userSchema } from './answers.ts';
import { userByLogin } from './queries.ts';

const tags = ['Users'];
const params = z.object({ login: idSchema });
const config = { access: 'users:manage' } as const;
/** Answers are kept for repetitions, but no password of anybody is. */
const secretly = { ...config, withoutIdempotencyKey: true } as const;

const nameSchema = z
  .string()
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(120)
      .regex(/^\P{Cc}+$/u, 'holds a control character'),
  );
const rolesSchema = z.array(z.enum(ROLES)).min(1).max(ROLES.length);

const changedSchema = z.object({
  user: userSchema,
  sessionsEnded: z.int().describe('How many sessions of the user it ended'),
});
const withPasswordSchema = z.object({
  user: userSchema,
  oneTimePassword: z.string().describe('Shown this once; its owner must change it at the login'),
});

const problemOfChange = ({ fault, user }: Extract<UserChanged, { ok: false }>): Problem => {
  switch (fault) {
    case 'user_unknown':
      return new Problem('user_not_found');
    case 'changed_meanwhile':
      return new Problem(fault, {
        facts: {
          changedBy: user?.changedBy ?? null,
          changedAt: user === null ? null : instant(user.changedAtMs),
          revision: user === null ? null : String(user.version),
        },
      });
    case 'last_admin':
    case 'own_account':
      return new Problem(fault);
    default:
      // What the schema of the body has checked.
      return new Problem('invalid_request');
  }
};

/** The version of `If-Match`; what nobody has touched is no user, so it fits none. */
const seenVersionOf = ({ seenRevision }: Given): { readonly seenVersion?: number } => {
  if (seenRevision === undefined) return {};
  return { seenVersion: seenRevision === 'no_stream' ? 0 : Number(seenRevision) };
};

/** Inviting people, and what administrators do to them. Each leaves a record in the audit trail. */
export const userCommandRoutes: FastifyPluginCallbackZod<
  Pick<ApiDependencies, 'pool' | 'clock'> & { readonly passwordCost: PasswordCost }
> = (app, { pool, clock, passwordCost: cost }, done) => {
  const answerOf = async (login: string) => {
    const user = await userByLogin(pool, login, clock());
    if (user === null) throw new Problem('user_not_found');
    return userAnswer(user);
  };

  const change = async (request: FastifyRequest, login: string, wanted: UserChange) => {
    const given = givenBy(request, clock);
    const { actor: by, nowMs } = given;
    const context = { by, nowMs, cost, ...seenVersionOf(given) };
    const changed = await changeUser(pool, login, wanted, context);
    if (!changed.ok) throw problemOfChange(changed);
    return { user: await answerOf(changed.user.login), sessionsEnded: changed.sessionsEnded };
  };

  const changing = (...own: readonly ProblemCode[]) => ({
    ...commandRefusals('user_not_found', ...own),
    200: changedSchema,
  });

  app.post(
    '/api/v1/users',
    {
      config: secretly,
      schema: {
        summary: 'Invite somebody: makes a user with a one-time password',
        description:
          'The password is answered this once and must be changed at the first login. The login is unique, so an invitation that is sent twice makes one user; the second is refused, and a reset makes a new password.',
        tags,
        body: z.strictObject({ login: z.string().max(200), name: nameSchema, roles: rolesSchema }),
        response: {
          ...commandRefusals('login_taken', 'login_invalid'),
          201: withPasswordSchema,
        },
      },
    },
    async (request, reply) => {
      const { actor: by, nowMs } = givenBy(request, clock);
      const password = randomPassword();
      const made = await createUser(pool, {
        ...request.body,
        password,
        oneTime: true,
        by,
        nowMs,
        cost,
      });
      if (made.ok) {
        const user = await answerOf(made.user.login);
        return reply.code(201).send({ user, oneTimePassword: password });
      }
      if (made.fault === 'login_invalid') throw new Problem('login_invalid');
      if (made.fault !== 'login_taken') throw new Problem('invalid_request');
      const login = foldLogin(request.body.login);
      const taken = await findUser(pool, login);
      throw new Problem('login_taken', {
        facts: {
          login,
          createdBy: taken?.createdBy ?? null,
          createdAt: taken === null ? null : instant(taken.createdAtMs),
        },
      });
    },
  );

  app.post(
    '/api/v1/users/:login/roles',
    {
      config,
      schema: {
        summary: 'Set what somebody else may do',
        description: 'All roles that the user then has. Holds from their next request on.',
        tags,
        params,
        body: z.strictObject({ roles: rolesSchema }),
        response: changing('last_admin', 'own_account'),
      },
    },
    (request) =>
      change(request, request.params.login, { kind: 'roles', roles: request.body.roles }),
  );

  app.post(
    '/api/v1/users/:login/name',
    {
      config,
      schema: {
        summary: 'Set what a user is called',
        tags,
        params,
        body: z.strictObject({ name: nameSchema }),
        response: changing(),
      },
    },
    (request) => change(request, request.params.login, { kind: 'name', name: request.body.name }),
  );

  app.post(
    '/api/v1/users/:login/disabling',
    {
      config,
      schema: {
        summary: 'Shut somebody else out, at once; what they did stays',
        tags,
        params,
        body: z.strictObject({}),
        response: changing('last_admin', 'own_account'),
      },
    },
    (request) => change(request, request.params.login, { kind: 'disabling' }),
  );

  app.post(
    '/api/v1/users/:login/enabling',
    {
      config,
      schema: {
        summary: 'Let a user who was shut out log in again, with the password they had',
        tags,
        params,
        body: z.strictObject({}),
        response: changing(),
      },
    },
    (request) => change(request, request.params.login, { kind: 'enabling' }),
  );

  app.post(
    '/api/v1/users/:login/password-reset',
    {
      config: secretly,
      schema: {
        summary: 'Give somebody else a new one-time password; ends their sessions',
        description: 'The password is answered this once. Sent again, it makes another one.',
        tags,
        params,
        body: z.strictObject({}),
        response: {
          ...commandRefusals('user_not_found', 'own_account'),
          200: withPasswordSchema,
        },
      },
    },
    async (request) => {
      const password = randomPassword();
      const wanted = { kind: 'password', password, oneTime: true } as const;
      const { user } = await change(request, request.params.login, wanted);
      return { user, oneTimePassword: password };
    },
  );

  app.post(
    '/api/v1/users/:login/logout',
    {
      config,
      schema: {
        summary: 'End every session of a user; they may log in again',
        tags,
        params,
        body: z.strictObject({}),
        response: changing(),
      },
    },
    async (request) => {
      const { actor: by, nowMs } = givenBy(request, clock);
      const ended = await logOutUser(pool, request.params.login, { by, nowMs });
      if (ended === null) throw new Problem('user_not_found');
      return { user: await answerOf(ended.user.login), sessionsEnded: ended.sessionsEnded };
    },
  );
  done();
};
