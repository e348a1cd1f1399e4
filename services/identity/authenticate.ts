import type { Pool } from 'pg';

import {
  hashPassword,
  needsRehash,
  passwordFault,
  STANDARD_COST,
  verifyAgainstNobody,
  verifyPassword,
  type PasswordCost,
} from './passwords.ts';
import { foldLogin, isLogin, USER_COLUMNS, userOf, type User, type UserRow } from './users.ts';

/**
 * The user who has this login and password, or null for anything else: unknown,
 * disabled and wrong are not told apart, neither by the answer nor by its time.
 */
export const authenticate = async (
  pool: Pool,
  login: string,
  password: string,
  cost: PasswordCost = STANDARD_COST,
): Promise<User | null> => {
  // What cannot be a login name is not looked up: PostgreSQL takes no NUL in a text.
  const known = isLogin(login);
  const { rows } = await pool.query<UserRow & { readonly password_hash: string }>(
    `SELECT ${USER_COLUMNS}, users.password_hash FROM app.users AS users
      WHERE login = $1 AND disabled_at IS NULL`,
    [known ? foldLogin(login) : ''],
  );
  const [row] = rows;
  if (row === undefined) {
    await verifyAgainstNobody(password, cost);
    return null;
  }
  if (!(await verifyPassword(password, row.password_hash))) return null;
  if (needsRehash(row.password_hash, cost) && passwordFault(password) === null) {
    // Only while it is still that password: a reset in between must win.
    await pool.query(
      'UPDATE app.users SET password_hash = $1 WHERE id = $2 AND password_hash = $3',
      [await hashPassword(password, cost), row.id, row.password_hash],
    );
  }
  return userOf(row);
};
