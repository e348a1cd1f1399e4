import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

/** The words of users and accounts in the reader's language. */
export const useWord = (): ((key: string, values?: object) => string) => {
  const translate = useTranslate();
  return useCallback((key, values = {}) => translate(`chobo.people.${key}`, values), [translate]);
};
