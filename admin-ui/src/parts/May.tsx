import { usePermissions } from 'react-admin';
import type { ReactNode } from 'react';

import type { Permission } from '@chobo/identity/roles';

import { NoAccess } from './Nowhere';

/** Whether the person may do something: what a screen offers by. The server asks again. */
export const useMay = (): ((permission: Permission) => boolean) => {
  const { permissions = [] } = usePermissions<readonly string[]>();
  return (permission) => permissions.includes(permission);
};

/** Shows what is in it to those who may do it. */
export const May = ({
  permission,
  children,
}: {
  readonly permission: Permission;
  readonly children: ReactNode;
}) => (useMay()(permission) ? children : null);

/** A page for those who may do something; to others it says so. */
export const GuardedPage = ({
  permission,
  children,
}: {
  readonly permission: Permission | null;
  readonly children: ReactNode;
}) => {
  const { permissions, isPending } = usePermissions<readonly string[]>();
  if (permission === null || permissions?.includes(permission) === true) return children;
  if (isPending) return null;
  return <NoAccess />;
};
