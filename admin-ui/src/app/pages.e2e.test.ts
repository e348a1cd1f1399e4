import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';
import { DEMO_PASSWORD, demoLogin } from '@chobo/runtime/demo/users';
import type { Role } from '@chobo/identity/roles';

import { SECTIONS } from './sections';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const LOCALES = ['en', 'ja', 'zh-CN'] as const;

let product: RunningProduct;
let chromium: TestBrowser;
let iccid: string;
let breakId: string;
let statementId: string;
let uploadId: string;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  const agent = await openAs(chromium.browser, product, 'support_agent');
  const cards = await agent.context.request.get('/api/v1/cards?limit=1');
  iccid = ((await cards.json()) as { data: { iccid: string }[] }).data[0]?.iccid ?? '';
  await agent.leave();
  const clerk = await openAs(chromium.browser, product, 'finance_staff');
  const breaks = await clerk.context.request.get('/api/v1/breaks?limit=1');
  breakId = ((await breaks.json()) as { data: { id: string }[] }).data[0]?.id ?? '';
  const statements = await clerk.context.request.get('/api/v1/statements?limit=1');
  statementId = ((await statements.json()) as { data: { id: string }[] }).data[0]?.id ?? '';
  const upload = await clerk.context.request.post('/api/v1/statement-uploads', {
    headers: { 'idempotency-key': 'pages-upload' },
    multipart: {
      file: {
        name: 'harbor_20261119.csv',
        mimeType: 'text/csv',
        buffer: readFileSync(
          new URL(
            '../../../fixtures/statements/harbor-mobile/harbor_20261119.csv',
            import.meta.url,
          ),
        ),
      },
    },
  });
  uploadId = ((await upload.json()) as { id: string }).id;
  await clerk.leave();
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

type Place = {
  readonly name: string;
  /** Its address as the sections of the console have it. */
  readonly route: string;
  /** Where the address has a part that varies: one that there is. */
  readonly path?: () => string;
  /** Found once the page shows what it has. */
  readonly shows: string;
};

/** Every page, by somebody who may see it. */
const PAGES: Readonly<Partial<Record<Role, readonly Place[]>>> = {
  support_agent: [
    { name: 'overview', route: '/', shows: 'form' },
    {
      name: 'choice of the top-up to refund',
      route: '/refunds/new',
      path: () => '/refunds/new?accountId=demo-1001',
      shows: 'table',
    },
    {
      name: 'new refund',
      route: '/refunds/new',
      path: () => '/refunds/new?accountId=demo-1001&topUpId=demo-top-up-1001',
      shows: 'form',
    },
  ],
  finance_staff: [
    { name: 'overview', route: '/', shows: 'table a' },
    { name: 'cards', route: '/cards', shows: 'table a' },
    { name: 'card', route: '/cards/:id/show', path: () => `/cards/${iccid}/show`, shows: 'table' },
    { name: 'days', route: '/reconciliation-days', shows: 'table a' },
    {
      name: 'day',
      route: '/reconciliation-days/:id/show',
      path: () => '/reconciliation-days/harbor:2026-11-18/show',
      shows: 'table',
    },
    { name: 'breaks', route: '/breaks', shows: 'table a' },
    { name: 'trial balance', route: '/ledger/trial-balance', shows: 'table a' },
    { name: 'postings', route: '/ledger-entries', shows: 'table a' },
    {
      name: 'transaction',
      route: '/ledger/transactions/:transactionNo',
      path: () => '/ledger/transactions/1',
      shows: 'table a',
    },
    { name: 'catalogue', route: '/catalogue', shows: 'table' },
    {
      name: 'break',
      route: '/breaks/:id/show',
      path: () => `/breaks/${breakId}/show`,
      shows: 'table',
    },
    { name: 'proposals', route: '/proposals', shows: 'table a' },
    { name: 'statements', route: '/statements', shows: 'table a' },
    {
      name: 'statement',
      route: '/statements/:id/show',
      path: () => `/statements/${statementId}/show`,
      shows: 'table',
    },
    { name: 'upload', route: '/statements/upload', shows: 'table a' },
    {
      name: 'file handed in',
      route: '/statements/upload/:id',
      path: () => `/statements/upload/${uploadId}`,
      shows: 'table',
    },
    { name: 'refunds', route: '/refunds', shows: 'table a' },
    {
      name: 'refund',
      route: '/refunds/:id/show',
      path: () => '/refunds/demo-refund-1006/show',
      shows: 'table',
    },
    { name: 'top-ups', route: '/top-ups', shows: 'table a' },
    {
      name: 'top-up',
      route: '/top-ups/:id/show',
      path: () => '/top-ups/demo-top-up-1003/show',
      shows: 'table',
    },
    { name: 'accounts', route: '/accounts', shows: 'table a' },
    {
      name: 'account',
      route: '/accounts/:id/show',
      path: () => '/accounts/demo-1008/show',
      shows: 'table',
    },
  ],
  admin: [
    { name: 'users', route: '/users', shows: 'table a' },
    {
      name: 'user',
      route: '/users/:id/show',
      path: () => '/users/demo-finance-staff/show',
      shows: 'section button',
    },
    { name: 'audit trail', route: '/audit', shows: 'table a' },
    {
      name: 'event',
      route: '/events/:stream/:revision',
      path: () => `/events/card-${iccid}/0`,
      shows: 'table',
    },
    { name: 'own account', route: '/account', shows: 'table' },
  ],
};

test('every page of the console is looked at here', () => {
  const routes = SECTIONS.flatMap(({ resources = [], pages = [], home }) => [
    ...resources.flatMap(({ name, list, show }) => [
      ...(list === undefined ? [] : [`/${name}`]),
      ...(show === undefined ? [] : [`/${name}/:id/show`]),
    ]),
    ...pages.map(({ path }) => path),
    ...(home === undefined ? [] : ['/']),
  ]);
  const seen = Object.values(PAGES).flatMap((places) => places.map(({ route }) => route));
  expect(routes.filter((route) => !seen.includes(route))).toEqual([]);
});

const overflowOf = async (page: Page): Promise<number> => {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.setViewportSize({ width: 1280, height: 900 });
  return overflow;
};

/** The rules about colours, of those that axe has on. */
const ABOUT_COLOURS: readonly string[] = ['color-contrast', 'link-in-text-block'];

/** What axe finds against a page, by these rules or by all that it has on. */
const violationsOf = async (page: Page, rules?: readonly string[]): Promise<unknown> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    const found = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only !== undefined && { runOnly: { type: 'rule', values: [...only] } }),
    });
    return found.violations.map(({ id, nodes }) => ({ id, at: nodes.map((n) => n.html) }));
  }, rules);
};

/** Chooses a setting as if another window had: what the page shows stays. */
const choose = (page: Page, setting: 'locale' | 'theme', chosen: string): Promise<void> =>
  page.evaluate(
    ([name, value]) => {
      const [key, newValue] = [`RaStore.${name}`, JSON.stringify(value)];
      localStorage.setItem(key, newValue);
      dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }));
    },
    [setting, chosen] as const,
  );

/** The background of the page in each theme: tells that the other one has been put on. */
const BACKGROUNDS = { light: 'rgb(246, 248, 251)', dark: 'rgb(16, 21, 28)' } as const;

type Theme = keyof typeof BACKGROUNDS;

const themeOf = (page: Page): Promise<Theme> =>
  page.evaluate(
    (dark) => (getComputedStyle(document.body).backgroundColor === dark ? 'dark' : 'light'),
    BACKGROUNDS.dark,
  );

const putOn = async (page: Page, theme: Theme): Promise<void> => {
  await choose(page, 'theme', theme);
  await page.waitForFunction(
    (background) => getComputedStyle(document.body).backgroundColor === background,
    BACKGROUNDS[theme],
  );
};

/** What holds for a page that everybody can read and use (WCAG 2.2; 1.4.10 for the narrow window). */
const expectGood = async ({ page, faults }: PersonAtWork, locale: string): Promise<void> => {
  const theme = await themeOf(page);
  expect(await violationsOf(page), theme).toEqual([]);
  const other = theme === 'light' ? 'dark' : 'light';
  await putOn(page, other);
  // The theme changes colours and nothing else of a page.
  expect(await violationsOf(page, ABOUT_COLOURS), other).toEqual([]);
  const { text, lang, title, headings } = await page.evaluate(() => ({
    text: document.body.innerText,
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
  }));
  expect(text).not.toMatch(/\b(chobo|ra|resources)\.[a-z]+\.[a-z]/i);
  expect(text).not.toContain('%{');
  expect(lang).toBe(locale);
  expect(title).toMatch(/.+ · Chobo$/);
  expect(headings).toBe(1);
  expect(await overflowOf(page)).toBe(0);
  expect(faults).toEqual([]);
};

/**
 * Goes to another page as a link of the console does: what was loaded stays. What
 * the page before consists of is marked, so that it is not taken for the next one.
 */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((address) => {
    for (const left of document.querySelectorAll('#main-content *')) {
      left.setAttribute('data-left', '');
    }
    history.pushState({}, '', address);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);

describe.each(LOCALES)('in %s, light and dark', (locale) => {
  test('the login can be read and used by everybody', async () => {
    const nobody = await openAs(chromium.browser, product, null, { locale });
    await nobody.page.goto('/login');
    await nobody.page.waitForSelector('form');
    await expectGood(nobody, locale);
    await nobody.leave();
  });
});

describe.each(Object.entries(PAGES) as [Role, readonly Place[]][])('%s', (role, places) => {
  let person: PersonAtWork;
  beforeAll(async () => {
    person = await openAs(chromium.browser, product, role);
    // Not the page that is looked at first.
    await person.page.goto('/account');
    await person.page.waitForSelector('h1');
  });
  afterAll(() => person.leave());

  describe.each(LOCALES)('in %s, light and dark', (locale) => {
    beforeAll(async () => {
      await choose(person.page, 'locale', locale);
      await person.page.locator(`html[lang="${locale}"] h1`).waitFor();
    });

    test.each(places)('$name can be read and used by everybody', async (place) => {
      const { page, faults } = person;
      faults.length = 0;
      await goTo(page, place.path?.() ?? place.route);
      await page.locator(`#main-content :is(${place.shows}):not([data-left])`).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[role="status"]') === null);
      await expectGood(person, locale);
    });
  });
});

/** What a first visit may load before the login stands there, in bytes of gzip. */
const MOST_JAVASCRIPT = 350 * 1024;

test('the first visit loads little', async () => {
  const { page, leave } = await openAs(chromium.browser, product, null);
  const loading: Promise<number>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) {
      loading.push(response.body().then((body) => gzipSync(body).length));
    }
  });
  await page.goto('/login', { waitUntil: 'networkidle' });
  await page.waitForSelector('form');
  const sizes = await Promise.all(loading);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_JAVASCRIPT);
  await leave();
});

test('a deep link survives the login', async () => {
  const { page, leave } = await openAs(chromium.browser, product, null);
  await page.goto('/reconciliation-days/harbor:2026-11-18/show');
  await page.waitForSelector('form');
  await page.fill('input[name="login"]', demoLogin('finance_staff'));
  await page.fill('input[name="password"]', DEMO_PASSWORD);
  await page.click('button[type="submit"]');
  await page.waitForURL('**/reconciliation-days/harbor:2026-11-18/show');
  await page.waitForSelector('table');
  expect(await page.innerText('body')).toContain('2,007');
  await leave();
});

test.each([
  ['a page', (page: Page) => page.getByRole('menuitem', { name: 'Catalogue' }).click()],
  ['the bar', (page: Page) => page.keyboard.press('/')],
])(
  'a piece of the console that is gone after a new version is said, and had again: in %s',
  async (_, open) => {
    const { page, leave } = await openAs(chromium.browser, product, 'support_agent');
    await page.goto('/cards');
    await page.locator('table a').first().waitFor();
    await page.route('**/assets/*', (route) => route.abort());
    await open(page);
    await page.getByText('A newer version of Chobo may have come').waitFor();
    await page.unroute('**/assets/*');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.locator('table').first().waitFor();
    await leave();
  },
);

test('a wrong password is said in words, and nothing else happens', async () => {
  const { page, leave } = await openAs(chromium.browser, product, null);
  await page.goto('/login');
  await page.fill('input[name="login"]', demoLogin('auditor'));
  await page.fill('input[name="password"]', 'not the password');
  await page.click('button[type="submit"]');
  await page.waitForSelector('[role="alert"]');
  expect(await page.innerText('[role="alert"]')).toMatch(/password/i);
  await leave();
});
