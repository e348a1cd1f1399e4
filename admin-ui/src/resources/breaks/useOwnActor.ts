import { useQuery } from '@tanstack/react-query';

import type { Me } from '../../api/answers';
import { ask } from '../../api/client';

/** Whoever is logged in, as events name them; null until it is known. */
export const useOwnActor = (): string | null => {
  const { data } = useQuery({
    queryKey: ['own actor'],
    queryFn: () => ask<Me>('me'),
    staleTime: 300_000,
  });
  return data === undefined ? null : `user:${data.user.login}`;
};
