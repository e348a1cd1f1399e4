import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useLogoutIfAccessDenied } from 'react-admin';
import { useEffect } from 'react';

import { askView } from './client';

/** Reads one address of the API, e.g. `accounts/a-1/events?limit=50`; a session that ended leads to the login. */
export const useRead = <Answer>(path: string): UseQueryResult<Answer> => {
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const read = useQuery<Answer>({
    queryKey: ['read', path],
    queryFn: ({ signal }) => askView<Answer>(path, { signal }),
  });
  const { error } = read;
  useEffect(() => {
    if (error !== null) void logoutIfAccessDenied(error);
  }, [error, logoutIfAccessDenied]);
  return read;
};
