import polyglotI18nProvider from 'ra-i18n-polyglot';

import type { I18nProvider, TranslationMessages } from 'react-admin';

import type en from './en';
import type { Messages } from './messages';

export const LOCALES = [
  { locale: 'en', name: 'English' },
  { locale: 'ja', name: '日本語' },
  { locale: 'zh-CN', name: '简体中文' },
] as const;

export type Locale = (typeof LOCALES)[number]['locale'];

/** Where the store of the console keeps the language that was chosen. */
export const LOCALE_KEY = 'RaStore.locale';

export const isLocale = (value: unknown): value is Locale =>
  LOCALES.some(({ locale }) => locale === value);

type Loaded = TranslationMessages & { readonly chobo: Messages<typeof en.chobo> };

/** Each language is a file of its own, fetched when it is first spoken. */
const load: Readonly<Record<Locale, () => Promise<{ default: Loaded }>>> = {
  en: () => import('./en'),
  ja: () => import('./ja'),
  'zh-CN': () => import('./zh-CN'),
};

/** The first language of the browser that the console speaks; else English. */
export const preferredLocale = (languages: readonly string[]): Locale => {
  for (const language of languages) {
    const [tongue] = language.toLowerCase().split('-');
    if (tongue === 'ja' || tongue === 'en') return tongue;
    if (tongue === 'zh') return 'zh-CN';
  }
  return 'en';
};

/** The translator, its first language loaded already. */
export const startI18n = async (
  chosen: Locale | undefined,
  languages: readonly string[],
): Promise<I18nProvider> => {
  const first = chosen ?? preferredLocale(languages);
  const { default: messages } = await load[first]();
  return polyglotI18nProvider(
    (locale) =>
      locale === first || !isLocale(locale)
        ? messages
        : load[locale]().then(({ default: loaded }) => loaded),
    first,
    [...LOCALES],
    { allowMissing: true },
  );
};
