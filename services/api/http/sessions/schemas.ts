import { z } from 'zod';

import { PERMISSIONS, permissionsOf, ROLES, type Permission } from '@chobo/identity/roles';
import type { Session } from '@chobo/identity/sessions';

import { instant, instantSchema } from '../schemas/values.ts';

const permissions = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** Bounded before anything is computed from it; whether it is right is not said here. */
export const credentialsSchema = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(1024),
});

/** Who is logged in, what they may do and how long. */
export const meSchema = z
  .object({
    user: z.object({
      id: z.uuid(),
      login: z.string(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
    }),
    passwordChangeDue: z
      .boolean()
      .describe('True for a one-time password: nothing else is answered before it is changed'),
    permissions: z.array(z.enum(permissions)).describe('What the roles allow, all together'),
    expiresAt: instantSchema.describe(
      'The session ends then, or after 30 minutes without a request',
    ),
  })
  .meta({ id: 'Me' });

/** The answer of `meSchema` for a session. */
export const meOf = ({
  user,
  expiresAtMs,
}: Pick<Session, 'user' | 'expiresAtMs'>): z.infer<typeof meSchema> => ({
  user: { id: user.id, login: user.login, name: user.name, roles: [...user.roles] },
  passwordChangeDue: user.passwordChangeDue,
  permissions: [...permissionsOf(user.roles)],
  expiresAt: instant(expiresAtMs),
});
