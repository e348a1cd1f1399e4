import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Console } from './app/Console';
import { isLocale, LOCALE_KEY, startI18n } from './i18n/i18nProvider';

/** Styles are made while the page runs; the policy allows those that bear the nonce of this reply. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const cache = createCache({ key: 'chobo', nonce, prepend: true });

const remembered: unknown = JSON.parse(localStorage.getItem(LOCALE_KEY) ?? 'null');
const i18nProvider = await startI18n(
  isLocale(remembered) ? remembered : undefined,
  navigator.languages,
);

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no #root');
createRoot(place).render(
  <StrictMode>
    <CacheProvider value={cache}>
      <Console i18nProvider={i18nProvider} />
    </CacheProvider>
  </StrictMode>,
);
