import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { ROLES } from '@chobo/identity/roles';
import { foldLogin } from '@chobo/identity/users';

import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems.ts';
import { readQuerySchema } from '../schemas/after.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { idSchema, textSchema } from '../schemas/values.ts';
import { userAnswer, userSchema } from './answers.ts';
import { listUsers, userByLogin } from './queries.ts';

const tags = ['Users'];

const filterSchema = z.strictObject({
  text: textSchema.exactOptional().describe('Part of the login or of the name'),
  role: z.enum(ROLES).exactOptional(),
  state: z.enum(['active', 'disabled']).exactOptional(),
});

/** The people who may use the console. */
export const userRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool' | 'clock'>> = (
  app,
  { pool, clock },
  done,
) => {
  app.get(
    '/api/v1/users',
    {
      config: { access: 'users:read' },
      schema: {
        summary: 'Users by login name',
        tags,
        querystring: listQuerySchema(filterSchema, ['login', 'name', 'createdAt', 'lastLoginAt']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(userSchema) },
      },
    },
    ({ query }) => {
      const page = { ...query, nowMs: clock() };
      return answerPage(query, listUsers(pool, query.filter ?? {}, page), userAnswer);
    },
  );

  app.get(
    '/api/v1/users/:login',
    {
      config: { access: 'users:read' },
      schema: {
        summary: 'One user',
        tags,
        params: z.object({ login: idSchema }),
        querystring: readQuerySchema,
        response: { ...readRefusals('user_not_found'), 200: userSchema },
      },
    },
    async ({ params }) => {
      const user = await userByLogin(pool, foldLogin(params.login), clock());
      if (user === null) throw new Problem('user_not_found');
      return userAnswer(user);
    },
  );
  done();
};
