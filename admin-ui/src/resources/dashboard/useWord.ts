import { useWordsOf, type Word } from '../../parts/useWordsOf';

/** The words of the first page in the reader's language. */
export const useWord = (): Word => useWordsOf('dashboard');
