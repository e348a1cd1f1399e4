import { useWordsOf, type Word } from '../../parts/useWordsOf';

/** The words of days in the reader's language. */
export const useWord = (): Word => useWordsOf('reconciliation');
