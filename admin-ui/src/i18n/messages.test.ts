import { expect, it } from 'vitest';

import en from './en';
import { preferredLocale } from './i18nProvider';
import ja from './ja';
import zhCN from './zh-CN';

/** Every key with the places in its text that are filled in. */
const keysOf = (messages: object, path = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value, `${path}${key}.`)
      : [`${path}${key} ${[...new Set(String(value).match(/%\{\w+\}/g))].toSorted().join()}`],
  );

it.each([
  ['ja', ja],
  ['zh-CN', zhCN],
])('%s says everything that English says, with the same values', (_locale, messages) => {
  expect(keysOf(messages.chobo)).toEqual(keysOf(en.chobo));
});

it.each([
  [['fr', 'ja-JP'], 'ja'],
  [['zh-Hant-TW'], 'zh-CN'],
  [['en-GB', 'ja'], 'en'],
  [['fr'], 'en'],
])('a browser that speaks %j begins in %s', (languages, locale) => {
  expect(preferredLocale(languages)).toBe(locale);
});
