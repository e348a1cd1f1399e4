import Box from '@mui/material/Box';
import { useLocaleState } from 'react-admin';

import type { Role } from '@chobo/identity/roles';

import { useWord } from './useWord';

/** What roles are called, as a list in the reader's language. */
export const useRoleNames = (): ((roles: readonly Role[]) => string) => {
  const word = useWord();
  const [locale] = useLocaleState();
  return (roles) =>
    new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(
      roles.map((role) => word(`roleNames.${role}`)),
    );
};

/** Roles by their names, none of which is broken where Japanese or Chinese could be. */
export const RoleNames = ({ roles }: { readonly roles: readonly Role[] }) => (
  <Box component="span" sx={{ wordBreak: 'keep-all' }}>
    {useRoleNames()(roles)}
  </Box>
);
