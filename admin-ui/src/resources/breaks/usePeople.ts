import { useQuery } from '@tanstack/react-query';

import { ask } from '../../api/client';

export type PersonName = { readonly login: string; readonly name: string };

/** Everybody who may be given a break, by name. */
export const usePeople = (): readonly PersonName[] => {
  const { data } = useQuery({
    queryKey: ['people to assign'],
    queryFn: () => ask<{ data: readonly PersonName[] }>('people'),
    staleTime: 300_000,
  });
  return data?.data ?? [];
};
