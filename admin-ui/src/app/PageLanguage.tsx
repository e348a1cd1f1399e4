import { useLocaleState } from 'react-admin';
import { useEffect } from 'react';

/** Says the language of the page to the browser: it chooses glyphs and voices by it. */
export const PageLanguage = (): null => {
  const [locale] = useLocaleState();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return null;
};
