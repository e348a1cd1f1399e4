import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLocaleState } from 'react-admin';

import { ask } from '../../api/client';

type Names = Readonly<Record<string, string>>;

type Sources = {
  readonly data: readonly { readonly id: string; readonly document: { readonly name: Names } }[];
};

/** The sources of the catalogue, and what each is called in the reader's language. */
export const useSources = (): {
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly nameOf: (source: string) => string;
} => {
  const [locale] = useLocaleState();
  const { data } = useQuery({
    queryKey: ['sources'],
    queryFn: () => ask<Sources>('catalogue/source'),
    staleTime: 300_000,
  });
  const sources = data?.data;
  const nameOf = useCallback(
    (source: string): string => {
      const names = sources?.find(({ id }) => id === source)?.document.name;
      return names?.[locale] ?? names?.['en'] ?? source;
    },
    [sources, locale],
  );
  return { choices: (sources ?? []).map(({ id }) => ({ id, name: nameOf(id) })), nameOf };
};
