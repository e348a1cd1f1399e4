import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

/** The words of the first page in the reader's language. */
export const useWord = (): ((key: string, values?: object) => string) => {
  const translate = useTranslate();
  return useCallback(
    (key, values = {}) => translate(`chobo.dashboard.${key}`, values),
    [translate],
  );
};
