import type { Pool } from 'pg';

import { authenticate } from '@chobo/identity/authenticate';
import { forgetLoginAttempts } from '@chobo/identity/loginAttempts';
import type { PasswordCost } from '@chobo/identity/passwords';
import { recordSecurityAct } from '@chobo/identity/securityActs';
import { createSession, type NewSession } from '@chobo/identity/sessions';
import { findUser, isLogin, type User } from '@chobo/identity/users';

import { Problem } from '../../problems.ts';
import { countAttempt } from './attempts.ts';

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

/** What was typed as the login is kept only where it names a user: it may be a password. */
const recordFailure = async ({ pool, clock }: Means, login: string): Promise<void> => {
  const user = isLogin(login) ? await findUser(pool, login) : null;
  const subject = user?.login ?? null;
  await recordSecurityAct(pool, { kind: 'LoginFailed', actor: null, subject, atMs: clock() });
};

/**
 * Opens a session for a login name and its password.
 *
 * @throws Problem `too_many_login_attempts`, also for the right password, or `login_failed`
 */
export const logIn = async (
  means: Means,
  attempt: LoginAttempt,
): Promise<{ readonly user: User; readonly session: NewSession }> => {
  const { pool, clock, passwordCost } = means;
  await countAttempt(pool, { ...attempt, nowMs: clock() });
  const user = await authenticate(pool, attempt.login, attempt.password, passwordCost);
  if (user === null) {
    await recordFailure(means, attempt.login);
    throw new Problem('login_failed');
  }
  await forgetLoginAttempts(pool, attempt.login);
  const { address, agent } = attempt;
  const nowMs = clock();
  const session = await createSession(pool, { userId: user.id, address, agent, nowMs });
  const { login: subject } = user;
  await recordSecurityAct(pool, {
    kind: 'LoggedIn',
    actor: `user:${subject}`,
    subject,
    atMs: nowMs,
  });
  return { user, session };
};
