import { z } from 'zod';

import { ROLES } from '@chobo/identity/roles';

import { instant, instantOrNull, instantSchema } from '../schemas/values.ts';
import type { UserView } from './queries.ts';

export const userSchema = z
  .object({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    createdBy: z.string(),
    createdAt: instantSchema,
    changedBy: z.string(),
    changedAt: instantSchema,
    disabledAt: instantSchema.nullable().describe('null while the user may log in'),
    passwordChangeDue: z.boolean().describe('True until a one-time password was changed'),
    lastLoginAt: instantSchema.nullable().describe('null for somebody who never has'),
    openSessions: z.int().describe('In how many places they are logged in'),
    revision: z.int().describe('Pass it as `If-Match`'),
  })
  .meta({ id: 'User' });

/** A user as it is answered. */
export const userAnswer = (user: UserView): z.infer<typeof userSchema> => ({
  id: user.id,
  login: user.login,
  name: user.name,
  roles: [...user.roles],
  createdBy: user.createdBy,
  createdAt: instant(user.createdAtMs),
  changedBy: user.changedBy,
  changedAt: instant(user.changedAtMs),
  disabledAt: instantOrNull(user.disabledAtMs),
  passwordChangeDue: user.passwordChangeDue,
  lastLoginAt: instantOrNull(user.lastLoginAtMs),
  openSessions: user.openSessions,
  revision: user.version,
});
