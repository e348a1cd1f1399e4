import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

import { hashPassword, passwordFault } from './passwords.ts';
import type { PasswordCost, PasswordFault } from './passwords.ts';
import { isRole, type Role } from './roles.ts';
import { recordSecurityAct } from './securityActs.ts';
import { inTransaction } from './transaction.ts';

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
  /** Actor who made the user. */
  readonly createdBy: string;
  /** Counts what administrators change. */
  readonly version: number;
  /** Who changed something last, and when (epoch ms). */
  readonly changedBy: string;
  readonly changedAtMs: number;
  /** True while the password is a one-time one: nothing else is done before it is changed. */
  readonly passwordChangeDue: boolean;
  /** Epoch ms; null when they never have. */
  readonly lastLoginAtMs: number | null;
};

export type NewUser = {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly password: string;
  /** True for a password that somebody else has seen: its owner must change it first. */
  readonly oneTime?: boolean;
  /** Actor who makes the user. */
  readonly by: string;
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
  readonly created_by: string;
  readonly version: number;
  readonly changed_by: string;
  readonly changed_at_ms: number;
  readonly password_change_due: boolean;
  readonly last_login_at_ms: number | null;
};

/** The columns of a user, from a table that is called `users` in the query. */
export const USER_COLUMNS = `users.id, users.login, users.name, users.roles, users.created_by,
  users.version, users.changed_by, users.password_change_due,
  (extract(epoch FROM users.created_at) * 1000)::float8 AS created_at_ms,
  (extract(epoch FROM users.disabled_at) * 1000)::float8 AS disabled_at_ms,
  (extract(epoch FROM users.changed_at) * 1000)::float8 AS changed_at_ms,
  (extract(epoch FROM users.last_login_at) * 1000)::float8 AS last_login_at_ms`;

/** The user of a row; a role that this version does not know gives no rights. */
export const userOf = (row: UserRow): User => ({
  id: row.id,
  login: row.login,
  name: row.name,
  roles: row.roles.filter(isRole),
  createdAtMs: row.created_at_ms,
  disabledAtMs: row.disabled_at_ms,
  createdBy: row.created_by,
  version: row.version,
  changedBy: row.changed_by,
  changedAtMs: row.changed_at_ms,
  passwordChangeDue: row.password_change_due,
  lastLoginAtMs: row.last_login_at_ms,
});

const LOGIN = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;

/** True for a text that may be a login name, in any spelling. */
export const isLogin = (login: string): boolean => LOGIN.test(foldLogin(login));

/** A login name as it is kept: folded, so that `Sato` and `ｓａｔｏ` are one user. */
export const foldLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

/** True for what somebody may be called: 1 to 120 characters. */
export const isName = (name: string): boolean =>
  name.trim() !== '' && name.trim().length <= 120 && !/\p{Cc}/u.test(name);

const faultOf = (user: NewUser): Exclude<NewUserFault, 'login_taken'> | null => {
  if (!isLogin(user.login)) return 'login_invalid';
  if (!isName(user.name)) return 'name_invalid';
  if (user.roles.length === 0) return 'roles_missing';
  return passwordFault(user.password);
};

/**
 * Makes a user who may log in at once. A fault leaves everything as it was: of
 * two who invite the same login, one is told that it is taken.
 */
export const createUser = async (pool: Pool, user: NewUser): Promise<UserCreated> => {
  const fault = faultOf(user);
  if (fault !== null) return { ok: false, fault };
  const login = foldLogin(user.login);
  const roles = [...new Set(user.roles)];
  const passwordHash = await hashPassword(user.password, user.cost);
  return inTransaction(pool, async (client): Promise<UserCreated> => {
    const { rows } = await client.query<UserRow>(
      `INSERT INTO app.users AS users
         (id, login, name, roles, password_hash, created_at, password_set_at, changed_at,
          created_by, changed_by, password_change_due)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7, $7, $8)
       ON CONFLICT (login) DO NOTHING
       RETURNING ${USER_COLUMNS}`,
      [
        randomUUID(),
        login,
        user.name.trim(),
        roles,
        passwordHash,
        new Date(user.nowMs),
        user.by,
        user.oneTime === true,
      ],
    );
    const [row] = rows;
    if (row === undefined) return { ok: false, fault: 'login_taken' };
    const { by: actor, nowMs: atMs } = user;
    await recordSecurityAct(client, {
      kind: 'UserInvited',
      actor,
      subject: login,
      atMs,
      facts: { roles },
    });
    return { ok: true, user: userOf(row) };
  });
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
