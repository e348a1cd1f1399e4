import { useCallback } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';

import type { Localised } from './answers';

type Word = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** A word of the catalogue in the language of the reader. */
export const useWord = (): Word => {
  const translate = useTranslate();
  return (key, values = {}) => translate(`chobo.ledger.catalogue.${key}`, values);
};

/** A name in the language of the reader, English where it has none. */
export const useLocalised = (): ((name: Localised) => string) => {
  const [locale] = useLocaleState();
  return useCallback((name) => name[locale as keyof Localised] ?? name.en, [locale]);
};

/** Yes or no, in the language of the reader. */
export const useYesNo = (): ((yes: boolean) => string) => {
  const translate = useTranslate();
  return (yes) => translate(yes ? 'chobo.frame.yes' : 'chobo.frame.no');
};
