import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { ROLES } from '@chobo/identity/roles';
import { listUsers, type User } from '@chobo/identity/users';

import type { ApiDependencies } from '../../dependencies.ts';
import { pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import { instant, instantOrNull, instantSchema } from '../schemas/values.ts';

const MAX_USERS = 200;

const userSchema = z
  .object({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    createdAt: instantSchema,
    disabledAt: instantSchema.nullable().describe('null while the user may log in'),
  })
  .meta({ id: 'User' });

const userOf = (user: User): z.infer<typeof userSchema> => ({
  id: user.id,
  login: user.login,
  name: user.name,
  roles: [...user.roles],
  createdAt: instant(user.createdAtMs),
  disabledAt: instantOrNull(user.disabledAtMs),
});

const querySchema = z.strictObject({
  cursor: z
    .base64url()
    .max(200)
    .transform((text) => Buffer.from(text, 'base64url').toString('utf8'))
    .pipe(z.string().regex(/^\P{Cc}+$/u, 'is not one of this list'))
    .exactOptional(),
  limit: z.coerce.number().int().min(1).max(MAX_USERS).default(50),
});

/** The people who may use the console. */
export const userRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/users',
    {
      config: { access: 'users:read' },
      schema: {
        summary: 'Users by login name',
        tags: ['Users'],
        querystring: querySchema,
        response: { ...readRefusals(), 200: pageSchema(userSchema) },
      },
    },
    async ({ query: { cursor, limit } }) => {
      const found = await listUsers(pool, { afterLogin: cursor ?? null, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const hasNextPage = found.length > limit && last !== undefined;
      const nextCursor = hasNextPage ? Buffer.from(last.login).toString('base64url') : null;
      return { data: shown.map(userOf), pageInfo: { hasNextPage, nextCursor } };
    },
  );
  done();
};
