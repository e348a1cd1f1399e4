import { useWordsOf, type Word } from '../../parts/useWordsOf';

/** The words of users and accounts in the reader's language. */
export const useWord = (): Word => useWordsOf('people');
