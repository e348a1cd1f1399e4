import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';
import { DEMO_PASSWORD, demoLogin } from '@chobo/runtime/demo/users';
import type { Role } from '@chobo/identity/roles';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const LOCALES = ['en', 'ja', 'zh-CN'] as const;
const THEMES = ['light', 'dark'] as const;

let product: RunningProduct;
let chromium: TestBrowser;
let iccid: string;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  const agent = await openAs(chromium.browser, product, 'support_agent');
  const cards = await agent.context.request.get('/api/v1/cards?limit=1');
  iccid = ((await cards.json()) as { data: { iccid: string }[] }).data[0]?.iccid ?? '';
  await agent.leave();
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

type Place = {
  readonly name: string;
  readonly path: () => string;
  /** Found once the page shows what it has. */
  readonly shows: string;
};

/** Every page, by somebody who may see it. */
const PAGES: Readonly<Partial<Record<Role, readonly Place[]>>> = {
  finance_staff: [
    { name: 'cards', path: () => '/cards', shows: 'table a' },
    { name: 'card', path: () => `/cards/${iccid}/show`, shows: 'table' },
    { name: 'days', path: () => '/reconciliation-days', shows: 'table a' },
    {
      name: 'day',
      path: () => '/reconciliation-days/harbor:2026-11-18/show',
      shows: 'table',
    },
    { name: 'breaks', path: () => '/breaks', shows: 'table a' },
  ],
};

const overflowOf = async (page: Page): Promise<number> => {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.setViewportSize({ width: 1280, height: 900 });
  return overflow;
};

const violationsOf = async (page: Page): Promise<unknown> => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => ({ id, at: nodes.map((n) => n.html) }));
  });
};

/** What holds for a page that everybody can read and use (WCAG 2.2; 1.4.10 for the narrow window). */
const expectGood = async ({ page, faults }: PersonAtWork, locale: string): Promise<void> => {
  expect(await violationsOf(page)).toEqual([]);
  const text = await page.innerText('body');
  expect(text).not.toMatch(/\b(chobo|ra|resources)\.[a-z]+\.[a-z]/i);
  expect(text).not.toContain('%{');
  expect(await page.getAttribute('html', 'lang')).toBe(locale);
  expect(await page.title()).toMatch(/.+ · Chobo$/);
  expect(await page.locator('h1').count()).toBe(1);
  expect(await overflowOf(page)).toBe(0);
  expect(faults).toEqual([]);
};

/** Goes to another page as a link of the console does: what was loaded stays. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((address) => {
    history.pushState({}, '', address);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);

describe.each(LOCALES)('in %s', (locale) => {
  describe.each(THEMES)('%s', (theme) => {
    test('the login can be read and used by everybody', async () => {
      const nobody = await openAs(chromium.browser, product, null, { locale, theme });
      await nobody.page.goto('/login');
      await nobody.page.waitForSelector('form');
      await expectGood(nobody, locale);
      await nobody.leave();
    });

    describe.each(Object.entries(PAGES) as [Role, readonly Place[]][])('%s', (role, places) => {
      let person: PersonAtWork;
      beforeAll(async () => {
        person = await openAs(chromium.browser, product, role, { locale, theme });
        await person.page.goto('/');
        await person.page.waitForSelector('h1');
      });
      afterAll(() => person.leave());

      test.each(places)('$name can be read and used by everybody', async ({ path, shows }) => {
        const { page, faults } = person;
        faults.length = 0;
        await goTo(page, path());
        await page.locator(`#main-content ${shows}`).first().waitFor();
        await page.waitForFunction(() => document.querySelector('[role="status"]') === null);
        await expectGood(person, locale);
      });
    });
  });
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
