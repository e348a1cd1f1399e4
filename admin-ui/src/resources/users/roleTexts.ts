import { ROLES, type Role } from '@chobo/identity/roles';

/** Roles chosen in a dialog, whose values are texts: names with a comma between. */
export const rolesOf = (text: string): readonly Role[] => {
  const chosen = new Set(text.split(','));
  return ROLES.filter((role) => chosen.has(role));
};

/** The text with the role chosen, or not any more; in the order of the roles. */
export const withRole = (text: string, role: Role, chosen: boolean): string => {
  const before = new Set<Role>(rolesOf(text));
  if (chosen) before.add(role);
  else before.delete(role);
  return ROLES.filter((one) => before.has(one)).join(',');
};
