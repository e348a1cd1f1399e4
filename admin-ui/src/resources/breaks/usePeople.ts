import { useMemo } from 'react';

import { useNames } from '../../parts/Person';

export type PersonName = { readonly login: string; readonly name: string };

/** Everybody who may be given a break, by name. */
export const usePeople = (): readonly PersonName[] => {
  const names = useNames();
  return useMemo(() => Array.from(names, ([login, name]) => ({ login, name })), [names]);
};
