import { useWordsOf, type Word } from '../../parts/useWordsOf';

/** The words of refunds; what has no words of its own is shown as it is named. */
export const useWord = (): Word => {
  const word = useWordsOf('refunds');
  return (key, values = {}) => word(key, { _: key.split('.').at(-1), ...values });
};
