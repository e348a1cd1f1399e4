import type { Role } from '@chobo/identity/roles';

/** What the console reads of users (`/api/openapi.json` describes them in full). */
export type User = {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** Null while the user may log in. */
  readonly disabledAt: string | null;
  /** True until a one-time password was changed. */
  readonly passwordChangeDue: boolean;
  readonly lastLoginAt: string | null;
  readonly openSessions: number;
  readonly revision: number;
};

/** Of an invitation and of a reset: the password is answered this once. */
export type WithPassword = { readonly user: User; readonly oneTimePassword: string };
