import { useCallback } from 'react';

import { useWordsOf, type Word } from '../../parts/useWordsOf';

/** The words of breaks in the reader's language. */
export const useWord = (): Word => useWordsOf('breaks');

/** What a kind of break is called. */
export const useKindName = (): ((kind: string) => string) => {
  const word = useWordsOf('reconciliation');
  return useCallback((kind) => word(`kinds.${kind}`), [word]);
};
