import { mayDo, type Permission, type Role } from '@chobo/identity/roles';

import { Problem } from './problems.ts';

/** @throws Problem `forbidden` when none of the roles allows it */
export const authorise = (
  { roles }: { readonly roles: readonly Role[] },
  permission: Permission,
): void => {
  if (!mayDo(roles, permission)) {
    throw new Problem('forbidden', { detail: `This needs the permission ${permission}.` });
  }
};
