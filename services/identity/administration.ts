import type { Pool, PoolClient } from 'pg';

import { hashPassword, passwordFault } from './passwords.ts';
import type { PasswordCost, PasswordFault } from './passwords.ts';
import type { Role } from './roles.ts';
import { recordSecurityAct, type SecurityAct } from './securityActs.ts';
import { endSessions } from './sessions.ts';
import { inTransaction } from './transaction.ts';
import { foldLogin, isName, USER_COLUMNS, userOf, type User, type UserRow } from './users.ts';

/** What an administrator may change of a user. */
export type UserChange =
  | { readonly kind: 'roles'; readonly roles: readonly Role[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'disabling' }
  | { readonly kind: 'enabling' }
  | {
      readonly kind: 'password';
      readonly password: string;
      /** True for a password that somebody else has seen: its owner must change it first. */
      readonly oneTime: boolean;
    };

/** Who changes a user, and what they saw when they did. */
export type UserChangeContext = {
  /** `user:<login>` or `cli:<user>`. */
  readonly by: string;
  readonly nowMs: number;
  /** Version as the actor saw it; undefined where they say nothing about it. */
  readonly seenVersion?: number;
  readonly cost?: PasswordCost;
};

/** Why a user is not changed. */
export type UserChangeFault =
  | 'user_unknown'
  | 'changed_meanwhile'
  | 'last_admin'
  | 'own_account'
  | 'name_invalid'
  | 'roles_missing'
  | PasswordFault;

export type UserChanged =
  | {
      readonly ok: true;
      readonly user: User;
      /** How many sessions it ended. */
      readonly sessionsEnded: number;
    }
  | {
      readonly ok: false;
      readonly fault: UserChangeFault;
      /** As they are; null where they were not looked at, or there is no such user. */
      readonly user: User | null;
    };

const isActiveAdmin = ({ roles, disabledAtMs }: User): boolean =>
  disabledAtMs === null && roles.includes('admin');

/** Whether the change leaves nobody who may administer users: then nobody could undo it. */
const takesLastAdmin = (user: User, others: readonly User[], change: UserChange): boolean => {
  const gone =
    change.kind === 'disabling' || (change.kind === 'roles' && !change.roles.includes('admin'));
  return gone && isActiveAdmin(user) && !others.some(isActiveAdmin);
};

/**
 * What nobody does to themselves: one person alone could take all rights, and
 * whoever finds an open console could take the account.
 */
const TAKES_ANOTHER: ReadonlySet<UserChange['kind']> = new Set(['roles', 'disabling', 'password']);

const contentFault = (change: UserChange): UserChangeFault | null => {
  if (change.kind === 'name') return isName(change.name) ? null : 'name_invalid';
  if (change.kind === 'roles') return change.roles.length === 0 ? 'roles_missing' : null;
  return change.kind === 'password' ? passwordFault(change.password) : null;
};

/**
 * A terminal is where somebody is let in again when nobody can log in, so its
 * commands are held to no rule about who is left.
 */
const ruleFault = (
  user: User,
  others: readonly User[],
  change: UserChange,
  { by, seenVersion }: UserChangeContext,
): UserChangeFault | null => {
  if (seenVersion !== undefined && seenVersion !== user.version) return 'changed_meanwhile';
  if (!by.startsWith('user:')) return null;
  if (takesLastAdmin(user, others, change)) return 'last_admin';
  return by === `user:${user.login}` && TAKES_ANOTHER.has(change.kind) ? 'own_account' : null;
};

/** What a change writes. */
type Written = {
  /** Columns; places from `$4` on are its own, `$2` is now. */
  readonly set: string;
  readonly values: readonly unknown[];
  readonly endsSessions: boolean;
  readonly act: Pick<SecurityAct, 'kind' | 'facts'>;
};

const rolesWritten = (user: User, given: readonly Role[]): Written | null => {
  const roles = [...new Set(given)];
  if (roles.toSorted().join() === user.roles.toSorted().join()) return null;
  return {
    set: 'roles = $4',
    values: [roles],
    endsSessions: false,
    act: { kind: 'UserRolesChanged', facts: { before: user.roles, roles } },
  };
};

/** Null when the user is so already. */
const writtenBy = (user: User, change: UserChange, passwordHash: string): Written | null => {
  const disabled = user.disabledAtMs !== null;
  switch (change.kind) {
    case 'roles':
      return rolesWritten(user, change.roles);
    case 'name': {
      const name = change.name.trim();
      if (name === user.name) return null;
      const act = { kind: 'UserRenamed' } as const;
      return { set: 'name = $4', values: [name], endsSessions: false, act };
    }
    case 'disabling': {
      if (disabled) return null;
      const act = { kind: 'UserDisabled' } as const;
      return { set: 'disabled_at = $2', values: [], endsSessions: true, act };
    }
    case 'enabling': {
      if (!disabled) return null;
      const act = { kind: 'UserEnabled' } as const;
      return { set: 'disabled_at = NULL', values: [], endsSessions: false, act };
    }
    case 'password':
      return {
        set: 'password_hash = $4, password_set_at = $2, password_change_due = $5',
        values: [passwordHash, change.oneTime],
        endsSessions: true,
        act: { kind: 'PasswordReset' },
      };
  }
};

/**
 * The user and everybody else who may administer users, locked until the
 * transaction ends, always in the same order: two administrators who shut each
 * other out at once come one after the other.
 */
const lockWithAdmins = async (
  client: PoolClient,
  login: string,
): Promise<{ readonly user: User | null; readonly others: readonly User[] }> => {
  const { rows } = await client.query<UserRow>(
    `SELECT ${USER_COLUMNS} FROM app.users AS users
      WHERE login = $1 OR ('admin' = ANY (roles) AND disabled_at IS NULL)
      ORDER BY id FOR UPDATE`,
    [login],
  );
  const found = rows.map(userOf);
  return {
    user: found.find((user) => user.login === login) ?? null,
    others: found.filter((user) => user.login !== login),
  };
};

const write = async (
  client: PoolClient,
  user: User,
  { set, values, endsSessions, act }: Written,
  { by, nowMs }: UserChangeContext,
): Promise<UserChanged> => {
  const { rows } = await client.query<UserRow>(
    `UPDATE app.users AS users
        SET ${set}, version = version + 1, changed_at = $2, changed_by = $3
      WHERE id = $1 RETURNING ${USER_COLUMNS}`,
    [user.id, new Date(nowMs), by, ...values],
  );
  const sessionsEnded = endsSessions ? await endSessions(client, user.id, 'all') : 0;
  await recordSecurityAct(client, {
    ...act,
    ...(endsSessions && { facts: { ...act.facts, sessionsEnded } }),
    actor: by,
    subject: user.login,
    atMs: nowMs,
  });
  return { ok: true, user: rows.map(userOf)[0] ?? user, sessionsEnded };
};

/**
 * Changes a user and records who did it; whoever is shut out or gets another
 * password is logged out by it. What is so already stays as it is, and leaves
 * no record.
 */
export const changeUser = async (
  pool: Pool,
  login: string,
  change: UserChange,
  context: UserChangeContext,
): Promise<UserChanged> => {
  const fault = contentFault(change);
  if (fault !== null) return { ok: false, fault, user: null };
  // Before the lock: a hash takes half a second.
  const hash = change.kind === 'password' ? await hashPassword(change.password, context.cost) : '';
  return inTransaction(pool, async (client): Promise<UserChanged> => {
    const { user, others } = await lockWithAdmins(client, foldLogin(login));
    if (user === null) return { ok: false, fault: 'user_unknown', user };
    const refused = ruleFault(user, others, change, context);
    if (refused !== null) return { ok: false, fault: refused, user };
    const written = writtenBy(user, change, hash);
    if (written === null) return { ok: true, user, sessionsEnded: 0 };
    return write(client, user, written, context);
  });
};

/** Ends every session of a user; they may log in again at once. Null when there is no such user. */
export const logOutUser = async (
  pool: Pool,
  login: string,
  { by, nowMs }: Pick<UserChangeContext, 'by' | 'nowMs'>,
): Promise<{ readonly user: User; readonly sessionsEnded: number } | null> =>
  inTransaction(pool, async (client) => {
    const { user } = await lockWithAdmins(client, foldLogin(login));
    if (user === null) return null;
    const sessionsEnded = await endSessions(client, user.id, 'all');
    if (sessionsEnded > 0) {
      const facts = { sessionsEnded };
      await recordSecurityAct(client, {
        kind: 'SessionsEnded',
        actor: by,
        subject: user.login,
        atMs: nowMs,
        facts,
      });
    }
    return { user, sessionsEnded };
  });
