import type { Pool, PoolClient } from 'pg';

/** What is done to access: logging in and out, and what administrators and owners do to an account. */
export const SECURITY_ACTS = [
  'LoggedIn',
  'LoginFailed',
  'LoggedOut',
  'UserInvited',
  'UserRolesChanged',
  'UserRenamed',
  'UserDisabled',
  'UserEnabled',
  'PasswordReset',
  'PasswordChanged',
  'PasswordChangeFailed',
  'SessionsEnded',
] as const;

export type SecurityActKind = (typeof SECURITY_ACTS)[number];

export type SecurityAct = {
  readonly kind: SecurityActKind;
  /** `user:<login>` or `cli:<user>`; null where nobody was logged in. */
  readonly actor: string | null;
  /** Login of the user whose access it is about; null where there is no such user. */
  readonly subject: string | null;
  /** Epoch ms. */
  readonly atMs: number;
  /** Roles, counts: never a name, an address or a secret, as records are never erased. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** Adds a record of a security act; with the client of a transaction it stands or falls with it. */
export const recordSecurityAct = async (
  database: Pool | PoolClient,
  { kind, actor, subject, atMs, facts = {} }: SecurityAct,
): Promise<void> => {
  await database.query(
    `INSERT INTO app.security_records (at_ms, kind, actor, subject, facts)
     VALUES ($1, $2, $3, $4, $5)`,
    [atMs, kind, actor, subject, JSON.stringify(facts)],
  );
};
