import { cleanup, render, screen } from '@testing-library/react';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import { I18nContextProvider } from 'react-admin';
import { afterEach, expect, it } from 'vitest';

import en from '../i18n/en';
import { PageFailure } from './PageFailure';

const i18nProvider = polyglotI18nProvider(() => en, 'en', [{ locale: 'en', name: 'English' }]);

afterEach(cleanup);

it.each([
  ['Failed to fetch dynamically imported module: /assets/a.js', 'A newer version', false],
  ['error loading dynamically imported module', 'A newer version', false],
  ['Importing a module script failed.', 'A newer version', false],
  ['x is not a function', 'The page itself has a fault', true],
])('%s', (message, said, isQuoted) => {
  render(
    <I18nContextProvider value={i18nProvider}>
      <PageFailure error={new TypeError(message)} />
    </I18nContextProvider>,
  );
  const text = screen.getByRole('alert').textContent;
  expect(text).toContain(said);
  expect(text.includes(message)).toBe(isQuoted);
});
