import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

import { ask } from '../../api/client';
import type { Page } from '../../api/answers';
import type { Published } from './answers';
import { useLocalised } from './useWord';

/** Kinds of documents that have a name in each language. */
type NamedKind = 'brand' | 'plan' | 'source';

/** The documents of a kind as choices, and what each is called in the reader's language. */
export const useNamed = (
  kind: NamedKind,
): {
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  /** The id itself where there is no such document, or none is known yet. */
  readonly nameOf: (id: string) => string;
} => {
  const nameIn = useLocalised();
  const { data } = useQuery({
    queryKey: ['named', kind],
    queryFn: () => ask<Page<Published<NamedKind>>>(`catalogue/${kind}`),
    staleTime: 300_000,
  });
  const documents = data?.data;
  const nameOf = useCallback(
    (id: string): string => {
      const name = documents?.find((one) => one.id === id)?.document.name;
      return name === undefined ? id : nameIn(name);
    },
    [documents, nameIn],
  );
  return { choices: (documents ?? []).map(({ id }) => ({ id, name: nameOf(id) })), nameOf };
};
