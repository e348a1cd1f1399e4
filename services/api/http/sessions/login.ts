import type { Pool } from 'pg';

import { authenticate } from '@chobo/identity/authenticate';
import { countLoginAttempt, forgetLoginAttempts } from '@chobo/identity/loginAttempts';
import type { PasswordCost } from '@chobo/identity/passwords';
import { createSession, type NewSession } from '@chobo/identity/sessions';
import type { User } from '@chobo/identity/users';

import { Problem } from '../../problems.ts';

type Means = {
  readonly pool: Pool;
  readonly clock: () => number;
  readonly passwordCost: PasswordCost;
};

export type LoginAttempt = {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly agent: string;
};

/**
 * Opens a session for a login name and its password.
 *
 * @throws Problem `too_many_login_attempts`, also for the right password, or `login_failed`
 */
export const logIn = async (
  { pool, clock, passwordCost }: Means,
  attempt: LoginAttempt,
): Promise<{ readonly user: User; readonly session: NewSession }> => {
  const counted = await countLoginAttempt(pool, { ...attempt, nowMs: clock() });
  if (!counted.allowed) {
    const seconds = String(Math.ceil(counted.retryAfterMs / 1000));
    throw new Problem('too_many_login_attempts', { headers: { 'retry-after': seconds } });
  }
  const user = await authenticate(pool, attempt.login, attempt.password, passwordCost);
  if (user === null) throw new Problem('login_failed');
  await forgetLoginAttempts(pool, attempt.login);
  const { address, agent } = attempt;
  const session = await createSession(pool, { userId: user.id, address, agent, nowMs: clock() });
  return { user, session };
};
