import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import { ask } from '../api/client';
import { isSomebodyHere } from '../session/session';

type Names = ReadonlyMap<string, string>;

const readNames = async (): Promise<Names> => {
  const { data } = await ask<{ data: { login: string; name: string }[] }>('people');
  return new Map(data.map(({ login, name }) => [login, name]));
};

/** Tells what an actor of an event is called: `user:<login>` by the person's name, others as they are. */
export const useNameOf = (): ((actor: string) => string) => {
  const { data: names } = useQuery({
    queryKey: ['people'],
    queryFn: readNames,
    // The login page has nobody to ask for.
    enabled: isSomebodyHere(),
    staleTime: 300_000,
  });
  return useCallback(
    (actor: string) => {
      const login = actor.startsWith('user:') ? actor.slice('user:'.length) : null;
      return login === null ? actor : (names?.get(login) ?? login);
    },
    [names],
  );
};

/** Whoever did something: the name of a person, or the part of the product that did it. */
export const Person = ({ actor }: { readonly actor: string | null }) => {
  const nameOf = useNameOf();
  return actor === null ? '–' : <span title={actor}>{nameOf(actor)}</span>;
};
