import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

import { hashPassword, passwordFault } from './passwords.ts';
import type { PasswordCost, PasswordFault } from './passwords.ts';
import { isRole, type Role } from './roles.ts';

/** A person who may use the console. The password hash never leaves this file. */
export type User = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Epoch ms. */
  readonly createdAtMs: number;
  /** Epoch ms; null while the user may log in. */
  readonly disabledAtMs: number | null;
};

export type NewUser = {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly password: string;
  readonly nowMs: number;
  readonly cost?: PasswordCost;
};

/** Why a user is not made. */
export type NewUserFault =
  'login_invalid' | 'login_taken' | 'name_invalid' | 'roles_missing' | PasswordFault;

export type UserCreated =
  { readonly ok: true; readonly user: User } | { readonly ok: false; readonly fault: NewUserFault };

/** Row of `app.users` as `columns` selects it. */
export type UserRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly created_at_ms: number;
  readonly disabled_at_ms: number | null;
};

/** The columns of a user, from a table that is called `users` in the query. */
export const USER_COLUMNS = `users.id, users.login, users.name, users.roles,
  (extract(epoch FROM users.created_at) * 1000)::float8 AS created_at_ms,
  (extract(epoch FROM users.disabled_at) * 1000)::float8 AS disabled_at_ms`;

/** The user of a row; a role that this version does not know gives no rights. */
export const userOf = (row: UserRow): User => ({
  id: row.id,
  login: row.login,
  name: row.name,
  roles: row.roles.filter(isRole),
  createdAtMs: row.created_at_ms,
  disabledAtMs: row.disabled_at_ms,
});

const LOGIN = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;

/** True for a text that may be a login name, in any spelling. */
export const isLogin = (login: string): boolean => LOGIN.test(foldLogin(login));

/** A login name as it is kept: folded, so that `Sato` and `ｓａｔｏ` are one user. */
export const foldLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

const faultOf = (user: NewUser): Exclude<NewUserFault, 'login_taken'> | null => {
  if (!isLogin(user.login)) return 'login_invalid';
  const name = user.name.trim();
  if (name === '' || name.length > 120) return 'name_invalid';
  if (user.roles.length === 0) return 'roles_missing';
  return passwordFault(user.password);
};

/** Makes a user who may log in at once. A fault leaves everything as it was. */
export const createUser = async (pool: Pool, user: NewUser): Promise<UserCreated> => {
  const fault = faultOf(user);
  if (fault !== null) return { ok: false, fault };
  const { rows } = await pool.query<UserRow>(
    `INSERT INTO app.users AS users
       (id, login, name, roles, password_hash, created_at, password_set_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (login) DO NOTHING
     RETURNING ${USER_COLUMNS}`,
    [
      randomUUID(),
      foldLogin(user.login),
      user.name.trim(),
      [...new Set(user.roles)],
      await hashPassword(user.password, user.cost),
      new Date(user.nowMs),
    ],
  );
  const [row] = rows;
  return row === undefined ? { ok: false, fault: 'login_taken' } : { ok: true, user: userOf(row) };
};

/** The user of a login name, disabled ones included. */
export const findUser = async (pool: Pool, login: string): Promise<User | null> => {
  const { rows } = await pool.query<UserRow>(
    `SELECT ${USER_COLUMNS} FROM app.users AS users WHERE login = $1`,
    [foldLogin(login)],
  );
  const [row] = rows;
  return row === undefined ? null : userOf(row);
};

/** Users by login name, those after `afterLogin` first. */
export const listUsers = async (
  pool: Pool,
  page: { readonly afterLogin: string | null; readonly limit: number },
): Promise<readonly User[]> => {
  const { rows } = await pool.query<UserRow>(
    `SELECT ${USER_COLUMNS} FROM app.users AS users
      WHERE $1::text IS NULL OR login > $1 ORDER BY login LIMIT $2`,
    [page.afterLogin, page.limit],
  );
  return rows.map(userOf);
};

/** Login and name of every user, disabled ones included, by login. */
export const listNames = async (pool: Pool): Promise<readonly Pick<User, 'login' | 'name'>[]> => {
  const { rows } = await pool.query<Pick<User, 'login' | 'name'>>(
    'SELECT login, name FROM app.users ORDER BY login',
  );
  return rows;
};

/** How many users may log in. A fresh store has none: that is when the first admin is asked for. */
export const countActiveUsers = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ readonly count: number }>(
    'SELECT count(*)::int AS count FROM app.users WHERE disabled_at IS NULL',
  );
  return rows[0]?.count ?? 0;
};

/** Shuts a user out, running sessions too, in one statement. Null when there is no such user. */
export const disableUser = async (
  pool: Pool,
  login: string,
  nowMs: number,
): Promise<User | null> => {
  const { rows } = await pool.query<UserRow>(
    `WITH changed AS (
       UPDATE app.users SET disabled_at = coalesce(disabled_at, $2) WHERE login = $1 RETURNING *
     ), ended AS (
       DELETE FROM app.sessions WHERE user_id IN (SELECT id FROM changed)
     )
     SELECT ${USER_COLUMNS} FROM changed AS users`,
    [foldLogin(login), new Date(nowMs)],
  );
  const [row] = rows;
  return row === undefined ? null : userOf(row);
};

export type PasswordReset =
  | { readonly ok: true; readonly user: User }
  | { readonly ok: false; readonly fault: 'user_unknown' | PasswordFault };

/** Sets a password and ends every session of the user. A disabled user stays disabled. */
export const resetPassword = async (
  pool: Pool,
  reset: {
    readonly login: string;
    readonly password: string;
    readonly nowMs: number;
    readonly cost?: PasswordCost;
  },
): Promise<PasswordReset> => {
  const fault = passwordFault(reset.password);
  if (fault !== null) return { ok: false, fault };
  const { rows } = await pool.query<UserRow>(
    `WITH changed AS (
       UPDATE app.users SET password_hash = $2, password_set_at = $3 WHERE login = $1 RETURNING *
     ), ended AS (
       DELETE FROM app.sessions WHERE user_id IN (SELECT id FROM changed)
     )
     SELECT ${USER_COLUMNS} FROM changed AS users`,
    [foldLogin(reset.login), await hashPassword(reset.password, reset.cost), new Date(reset.nowMs)],
  );
  const [row] = rows;
  return row === undefined ? { ok: false, fault: 'user_unknown' } : { ok: true, user: userOf(row) };
};
