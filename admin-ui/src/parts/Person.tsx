import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

import { ask } from '../api/client';
import { usePerson } from '../session/usePerson';

type Names = ReadonlyMap<string, string>;

const readNames = async (): Promise<Names> => {
  const { data } = await ask<{ data: { login: string; name: string }[] }>('people');
  return new Map(data.map(({ login, name }) => [login, name]));
};

const NOBODY: Names = new Map();

/** Names of all users by login, those who left included; none before they are read. */
export const useNames = (): Names => {
  const me = usePerson();
  const { data = NOBODY } = useQuery({
    queryKey: ['people'],
    queryFn: readNames,
    // The login page has nobody to ask for, and somebody with a one-time password is not told.
    enabled: me?.passwordChangeDue === false,
    staleTime: 300_000,
  });
  return data;
};

/**
 * Tells what an actor of an event is called: `user:<login>` by the person's
 * name, `job:<name>` as what no person did, others as they are.
 */
export const useNameOf = (): ((actor: string) => string) => {
  const names = useNames();
  const translate = useTranslate();
  return useCallback(
    (actor: string) => {
      const [, kind, name = ''] = /^(user|job):(.*)$/.exec(actor) ?? [];
      if (kind === 'user') return names.get(name) ?? name;
      return kind === 'job' ? translate('chobo.frame.job', { name }) : actor;
    },
    [names, translate],
  );
};

/** Whoever did something: the name of a person, or the part of the product that did it. */
export const Person = ({ actor }: { readonly actor: string | null }) => {
  const nameOf = useNameOf();
  return actor === null ? '–' : <span title={actor}>{nameOf(actor)}</span>;
};
