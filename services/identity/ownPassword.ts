import type { Pool } from 'pg';

import { hashPassword, passwordFault, STANDARD_COST, verifyPassword } from './passwords.ts';
import type { PasswordCost, PasswordFault } from './passwords.ts';
import { recordSecurityAct } from './securityActs.ts';
import { endSessions, type Session } from './sessions.ts';
import { inTransaction } from './transaction.ts';

/** Why somebody's new password is not taken. */
export type OwnPasswordFault = PasswordFault | 'password_unchanged' | 'password_guessable';

/** Fewer different characters than this are no secret, however many there are. */
export const MIN_DIFFERENT_CHARACTERS = 5;

/** A login of this length or more must not stand in the password. */
const TELLING_LOGIN_LENGTH = 4;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What is wrong with the password that somebody wants instead of theirs, or null. */
export const ownPasswordFault = (
  login: string,
  { current, next }: { readonly current: string; readonly next: string },
): OwnPasswordFault | null => {
  const fault = passwordFault(next);
  if (fault !== null) return fault;
  if (next.normalize('NFKC') === current.normalize('NFKC')) return 'password_unchanged';
  const holdsLogin = login.length >= TELLING_LOGIN_LENGTH && fold(next).includes(fold(login));
  const different = new Set(fold(next)).size;
  return holdsLogin || different < MIN_DIFFERENT_CHARACTERS ? 'password_guessable' : null;
};

/**
 * Lets somebody who knows their password take another one. Everywhere else they
 * are logged out: whoever knew the old one is, too. Null when the present
 * password is another, or was reset in this moment.
 *
 * @throws RangeError for a new password that has a fault
 */
export const changeOwnPassword = async (
  pool: Pool,
  { id: sessionId, user }: Pick<Session, 'id' | 'user'>,
  {
    current,
    next,
    nowMs: atMs,
    cost = STANDARD_COST,
  }: {
    readonly current: string;
    readonly next: string;
    readonly nowMs: number;
    readonly cost?: PasswordCost;
  },
): Promise<{ readonly sessionsEnded: number } | null> => {
  const fault = ownPasswordFault(user.login, { current, next });
  if (fault !== null) throw new RangeError(fault);
  const by = { actor: `user:${user.login}`, subject: user.login, atMs };
  const { rows } = await pool.query<{ readonly password_hash: string }>(
    'SELECT password_hash FROM app.users WHERE id = $1',
    [user.id],
  );
  const before = rows[0]?.password_hash;
  if (before === undefined || !(await verifyPassword(current, before))) {
    await recordSecurityAct(pool, { kind: 'PasswordChangeFailed', ...by });
    return null;
  }
  const hash = await hashPassword(next, cost);
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE app.users
          SET password_hash = $1, password_set_at = $2, password_change_due = false
        WHERE id = $3 AND password_hash = $4`,
      [hash, new Date(atMs), user.id, before],
    );
    if (rowCount !== 1) return null;
    const sessionsEnded = await endSessions(client, user.id, { but: sessionId });
    await recordSecurityAct(client, { kind: 'PasswordChanged', ...by, facts: { sessionsEnded } });
    return { sessionsEnded };
  });
};
