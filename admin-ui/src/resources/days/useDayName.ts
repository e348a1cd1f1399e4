import { useLocaleState } from 'react-admin';
import { useCallback } from 'react';

import type { Day } from '../../api/answers';
import { formatBusinessDate } from '../../parts/formatting';
import { useNamed } from '../catalogue/useNamed';
import { useWord } from './useWord';

/** Names a day by its source and date in the reader's language. */
export const useDayName = (): ((day: Pick<Day, 'source' | 'date'>) => string) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const { nameOf } = useNamed('source');
  return useCallback(
    ({ source, date }) =>
      word('day', { source: nameOf(source), date: formatBusinessDate(date, locale) }),
    [locale, nameOf, word],
  );
};
