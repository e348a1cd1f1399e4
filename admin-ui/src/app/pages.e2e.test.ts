import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '@chobo/runtime/demo/users';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '@chobo/fixtures/console/browser';
import type { TestBrowser } from '@chobo/fixtures/console/browser';
import { startProduct } from '@chobo/fixtures/console/product';
import type { RunningProduct } from '@chobo/fixtures/console/product';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const LOCALES = ['en', 'ja', 'zh-CN'] as const;
const THEMES = ['light', 'dark'] as const;

let product: RunningProduct;
let chromium: TestBrowser;
let session: Awaited<ReturnType<BrowserContext['storageState']>>;
let iccid: string;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  const context = await chromium.browser.newContext({ baseURL: product.url });
  const answer = await context.request.post('/api/v1/sessions', {
    data: { login: 'demo-finance-staff', password: DEMO_PASSWORD },
  });
  expect(answer.status()).toBe(201);
  session = await context.storageState();
  const cards = await context.request.get('/api/v1/cards?limit=1');
  iccid = ((await cards.json()) as { data: { iccid: string }[] }).data[0]?.iccid ?? '';
  await context.close();
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

/** Every page, with the words that stand on it once it shows what it has. */
const PAGES = [
  { name: 'login', path: () => '/login', loggedIn: false, shows: 'form' },
  { name: 'cards', path: () => '/cards', loggedIn: true, shows: 'table a' },
  { name: 'card', path: () => `/cards/${iccid}/show`, loggedIn: true, shows: 'main h1' },
  { name: 'days', path: () => '/reconciliation-days', loggedIn: true, shows: 'table a' },
  {
    name: 'day',
    path: () => '/reconciliation-days/harbor:2026-11-18/show',
    loggedIn: true,
    shows: 'table',
  },
  { name: 'breaks', path: () => '/breaks', loggedIn: true, shows: 'table a' },
] as const;

type Opened = {
  readonly page: Page;
  /** What no page may have: errors, refused styles and scripts, requests to elsewhere. */
  readonly faults: string[];
};

const open = async (
  place: (typeof PAGES)[number],
  given: { locale: string; theme: string; width: number },
): Promise<Opened & { readonly close: () => Promise<void> }> => {
  const context = await chromium.browser.newContext({
    baseURL: product.url,
    // Far from Japan: times are shown in JST wherever the reader is.
    timezoneId: 'America/New_York',
    viewport: { width: given.width, height: 900 },
    ...(place.loggedIn && { storageState: session }),
  });
  await context.addInitScript(({ locale, theme }) => {
    localStorage.setItem('RaStore.locale', JSON.stringify(locale));
    localStorage.setItem('RaStore.theme', JSON.stringify(theme));
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  }, given);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== product.url) faults.push(`asks ${request.url()}`);
  });
  await page.goto(place.path());
  await page.waitForSelector(place.shows);
  await page.waitForLoadState('networkidle');
  return { page, faults, close: () => context.close() };
};

describe.each(LOCALES)('in %s', (locale) => {
  describe.each(THEMES)('%s', (theme) => {
    test.each(PAGES)('$name can be read and used by everybody', async (place) => {
      const { page, faults, close } = await open(place, { locale, theme, width: 1280 });
      try {
        await page.evaluate(axeSource);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as { axe: typeof Axe };
          const found = await axe.run(document, { resultTypes: ['violations'] });
          return found.violations.map(({ id, nodes }) => ({ id, at: nodes.map((n) => n.html) }));
        });
        expect(violations).toEqual([]);
        const text = await page.innerText('body');
        expect(text).not.toMatch(/\b(chobo|ra|resources)\.[a-z]+\.[a-z]/i);
        expect(await page.getAttribute('html', 'lang')).toBe(locale);
        expect(await page.title()).toMatch(/.+ · Chobo$|Chobo/);
        expect(await page.locator('h1').count()).toBe(1);
        // A narrow window, or one that is enlarged four times (WCAG 1.4.10).
        await page.setViewportSize({ width: 320, height: 640 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        expect(faults).toEqual([]);
      } finally {
        await close();
      }
    });
  });
});

test('a deep link survives the login', async () => {
  const context = await chromium.browser.newContext({ baseURL: product.url });
  try {
    const page = await context.newPage();
    await page.goto('/reconciliation-days/harbor:2026-11-18/show');
    await page.waitForSelector('form');
    await page.fill('input[name="login"]', 'demo-finance-staff');
    await page.fill('input[name="password"]', DEMO_PASSWORD);
    await page.click('button[type="submit"]');
    await page.waitForURL('**/reconciliation-days/harbor:2026-11-18/show');
    await page.waitForSelector('table');
    expect(await page.innerText('body')).toContain('2,007');
  } finally {
    await context.close();
  }
});

test('a wrong password is said in words, and nothing else happens', async () => {
  const context = await chromium.browser.newContext({ baseURL: product.url });
  try {
    const page = await context.newPage();
    await page.goto('/login');
    await page.fill('input[name="login"]', 'demo-auditor');
    await page.fill('input[name="password"]', 'not the password');
    await page.click('button[type="submit"]');
    await page.waitForSelector('[role="alert"]');
    expect(await page.innerText('[role="alert"]')).toMatch(/password/i);
  } finally {
    await context.close();
  }
});
