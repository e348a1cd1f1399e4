/** The roles a user may hold; a user may hold several and may do what any of them may. */
export const ROLES = [
  'support_agent',
  'support_supervisor',
  'finance_staff',
  'finance_manager',
  'auditor',
  'admin',
] as const;

export type Role = (typeof ROLES)[number];

const everyone: readonly Role[] = ROLES;
const support: readonly Role[] = ['support_agent', 'support_supervisor'];
const finance: readonly Role[] = ['finance_staff', 'finance_manager'];

/**
 * The one table of who may do what. An action is `<what>:<doing>`; `read` is
 * the only doing that an auditor has. That the maker of a refund, a resolution
 * or a closing is never its checker is not said here: the domain decides it,
 * because it depends on who asked, not on a role.
 */
export const PERMISSIONS = {
  'cards:read': everyone,
  'accounts:read': everyone,
  'top-ups:read': everyone,
  'refunds:read': everyone,
  'catalogue:read': everyone,
  'statements:read': [...finance, 'auditor', 'admin'],
  'reconciliation:read': [...finance, 'auditor', 'admin'],
  'ledger:read': [...finance, 'auditor', 'admin'],
  'users:read': ['auditor', 'admin'],
  'audit:read': ['auditor', 'admin'],
  'refunds:request': support,
  'refunds:approve': ['support_supervisor', 'finance_manager'],
  'refunds:pay': finance,
  'statements:receive': finance,
  'statements:decide': finance,
  'reconciliation:match': finance,
  'reconciliation:close': finance,
  'reconciliation:reopen': ['finance_manager'],
  'breaks:work': finance,
  'breaks:approve': ['finance_manager'],
  'catalogue:publish': ['admin'],
  'users:manage': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Something that a role may be allowed to do. */
export type Permission = keyof typeof PERMISSIONS;

/** True for a text that names a role. */
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

/** Whether any of the roles may do it. */
export const mayDo = (roles: readonly Role[], permission: Permission): boolean => {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
};

/** Everything that the roles together may do, in the order of the table. */
export const permissionsOf = (roles: readonly Role[]): readonly Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => mayDo(roles, permission));
