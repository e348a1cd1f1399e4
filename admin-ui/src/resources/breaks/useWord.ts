import { useTranslate } from 'react-admin';
import { useCallback } from 'react';

/** The words of breaks in the reader's language. */
export const useWord = (): ((key: string, values?: object) => string) => {
  const translate = useTranslate();
  return useCallback((key, values = {}) => translate(`chobo.breaks.${key}`, values), [translate]);
};

/** What a kind of break is called. */
export const useKindName = (): ((kind: string) => string) => {
  const translate = useTranslate();
  return useCallback((kind) => translate(`chobo.reconciliation.kinds.${kind}`), [translate]);
};
