import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

/** The words of days in the reader's language. */
export const useWord = (): ((key: string, values?: object) => string) => {
  const translate = useTranslate();
  return useCallback(
    (key, values = {}) => translate(`chobo.reconciliation.${key}`, values),
    [translate],
  );
};
