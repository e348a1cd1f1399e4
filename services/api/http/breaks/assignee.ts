import type { Pool } from 'pg';

import type { Actor } from '@chobo/domain/kernel/actor';
import { findUser } from '@chobo/identity/users';

import { Problem } from '../../problems.ts';

/**
 * Whom a break is given to, as events name them; null takes it from whoever had it.
 *
 * @throws Problem `user_not_found` for one who may not log in
 */
export const assigneeOrProblem = async (
  pool: Pool,
  login: string | null,
): Promise<Actor | null> => {
  if (login === null) return null;
  const user = await findUser(pool, login);
  if (user === null || user.disabledAtMs !== null) throw new Problem('user_not_found');
  return `user:${user.login}`;
};
