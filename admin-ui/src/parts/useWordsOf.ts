import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

/** Says something in the reader's language by its key in one area of the texts. */
export type Word = (key: string, values?: object) => string;

/** The words of an area of the texts, e.g. `breaks`. */
export const useWordsOf = (area: string): Word => {
  const translate = useTranslate();
  return useCallback(
    (key, values = {}) => translate(`chobo.${area}.${key}`, values),
    [area, translate],
  );
};
