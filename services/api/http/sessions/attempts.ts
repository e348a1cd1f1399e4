import type { Pool } from 'pg';

import { countLoginAttempt } from '@chobo/identity/loginAttempts';

import { Problem } from '../../problems.ts';

/**
 * Counts a try at somebody's password, before it is judged: at the login and
 * where the password is asked for again.
 *
 * @throws Problem `too_many_login_attempts`
 */
export const countAttempt = async (
  pool: Pool,
  attempt: { readonly login: string; readonly address: string; readonly nowMs: number },
): Promise<void> => {
  const counted = await countLoginAttempt(pool, attempt);
  if (counted.allowed) return;
  const seconds = String(Math.ceil(counted.retryAfterMs / 1000));
  throw new Problem('too_many_login_attempts', { headers: { 'retry-after': seconds } });
};
