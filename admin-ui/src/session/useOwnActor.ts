import { usePerson } from './usePerson';

/** Whoever is logged in, as events name them; null until it is known. */
export const useOwnActor = (): string | null => {
  const me = usePerson();
  return me === null ? null : `user:${me.user.login}`;
};
