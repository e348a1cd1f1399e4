import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';

let product: RunningProduct;
let chromium: TestBrowser;
let admin: PersonAtWork;
let invited: PersonAtWork;
let oneTimePassword: string;

const PASSWORD = 'rice fields in june';

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  admin = await openAs(chromium.browser, product, 'admin');
  invited = await openAs(chromium.browser, product, null);
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

const logIn = async (page: Page, login: string, password: string): Promise<void> => {
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', password);
  await page.click('button[type="submit"]');
};

/** Opens the dialog behind a button and confirms it; both bear the same words unless told. */
const confirm = async (page: Page, open: string, words = open): Promise<void> => {
  await page.getByRole('button', { name: open, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: words, exact: true }).click();
};

test('an administrator invites somebody, and is shown the password once', async () => {
  const { page } = admin;
  await page.goto('/users');
  await page.getByRole('button', { name: 'Invite a user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: false }).first().fill('Mori Aoi');
  await dialog.getByLabel('Login name').fill('Mori');
  const send = dialog.getByRole('button', { name: 'Invite' });
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: /^Finance staff/ }).check();
  await send.click();
  const told = page.getByRole('dialog', { name: 'One-time password of mori' });
  await told.waitFor();
  const text = await told.innerText();
  oneTimePassword = /[a-z2-9]{5}(-[a-z2-9]{5}){3}/.exec(text)?.[0] ?? '';
  expect(oneTimePassword).not.toBe('');
  expect(text).toContain('Mori Aoi');
  await page.keyboard.press('Escape');
  expect(await told.isVisible()).toBe(true);
  await told.getByRole('button', { name: 'I have passed it on' }).click();
  await told.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'mori', exact: true }).waitFor();
  expect(await page.innerText('body')).not.toContain(oneTimePassword);
});

test('the new person takes a password of their own before anything else, and works', async () => {
  const { page, faults } = invited;
  await page.goto('/statements');
  await logIn(page, 'mori', oneTimePassword);
  await page.getByRole('heading', { name: 'Take a password of your own' }).waitFor();
  expect(await page.locator('nav').count()).toBe(0);
  await page.fill('input[name="current"]', oneTimePassword);
  await page.fill('input[name="next"]', 'short');
  await page.fill('input[name="again"]', 'shorter');
  await page.click('button[type="submit"]');
  await page.getByText('The two do not agree.').waitFor();
  await page.fill('input[name="again"]', 'short');
  await page.click('button[type="submit"]');
  await page.getByText('The password has 5 characters; it takes at least 12.').waitFor();
  // The browser itself tells of the refusal.
  faults.length = 0;
  await page.fill('input[name="next"]', PASSWORD);
  await page.fill('input[name="again"]', PASSWORD);
  await page.click('button[type="submit"]');
  await page.getByRole('heading', { name: 'Statements' }).waitFor();
  await page.locator('table a').first().waitFor();
  expect(faults).toEqual([]);
});

test('changed roles hold from the next click on', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: 'mori', exact: true }).click();
  await page.getByRole('button', { name: 'Change roles' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /^Finance staff/ }).uncheck();
  await dialog.getByRole('checkbox', { name: /^Support agent/ }).check();
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Looks up cards, balances and top-ups').waitFor();
  const refused = await invited.context.request.get('/api/v1/statements');
  expect(refused.status()).toBe(403);
});

test('nobody shuts themselves out, and one administrator remains', async () => {
  const { page, context } = admin;
  await page.goto('/users/demo-admin/show');
  await page.getByText('This is your own account.').waitFor();
  expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  const answer = await context.request.post('/api/v1/users/demo-admin/disabling', {
    data: {},
    headers: { 'idempotency-key': 'people-e2e-own' },
  });
  expect(await answer.json()).toMatchObject({ code: 'last_admin' });
});

test('whoever is disabled meets the login at the next click, and is let in no more', async () => {
  const { page } = admin;
  await page.goto('/users/mori/show');
  await confirm(page, 'Disable');
  await page.getByRole('button', { name: 'Enable', exact: true }).waitFor();
  const other = invited.page;
  await other.getByRole('menuitem', { name: 'Cards' }).click();
  const login = other.getByRole('dialog', { name: 'Your session has ended' });
  await login.getByLabel('Password').fill(PASSWORD);
  await login.getByRole('button', { name: 'Log in' }).click();
  await login.getByText('Login name or password is wrong.').waitFor();
});

test('a page that somebody else has changed meanwhile says who and when', async () => {
  const { page, context } = admin;
  await page.goto('/users/mori/show');
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  const dialog = page.getByRole('dialog');
  // Asked of the user as the page tells of them now.
  await dialog.waitFor();
  await context.request.post('/api/v1/users/mori/name', {
    data: { name: 'Mori Beni' },
    headers: { 'idempotency-key': 'people-e2e-name' },
  });
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
  await dialog.getByText(/Fujita Rin changed this at/).waitFor();
  await dialog.getByRole('button', { name: 'Show the present state' }).click();
  await page.getByText('Mori Beni').first().waitFor();
});

test('the own account ends other sessions and changes the password', async () => {
  const elsewhere = await openAs(chromium.browser, product, 'auditor');
  const here = await openAs(chromium.browser, product, 'auditor');
  const { page } = here;
  await page.goto('/');
  await page.getByRole('button', { name: 'Endo Sora' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await page.getByText('This one', { exact: true }).waitFor();
  await confirm(page, 'Log out everywhere else');
  // Behind the dialog no button has a role: the page is told by what only it shows.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Log out there' }).first().waitFor({ state: 'detached' });
  expect((await elsewhere.context.request.get('/api/v1/me')).status()).toBe(401);
  await page.fill('input[name="current"]', 'not the password');
  await page.fill('input[name="next"]', PASSWORD);
  await page.fill('input[name="again"]', PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The present password is another one.').waitFor();
  await elsewhere.leave();
  await here.leave();
});

test('the audit trail tells all of it, and leads to the events', async () => {
  const { page } = admin;
  await page.goto('/users/mori/show');
  await page.goto(
    `/audit?filter=${encodeURIComponent(JSON.stringify({ subject: 'mori' }))}&perPage=50`,
  );
  // Names come by a reading of their own: a person is called by their login until then.
  await page.locator('table').getByText('Fujita Rin').first().waitFor();
  const told = await page.locator('table').innerText();
  for (const act of [
    'Invited a user',
    'Changed the own password',
    'Changed roles',
    'From Finance staff to Support agent',
    'Disabled a user',
    'Failed to log in',
    'Changed a name',
  ]) {
    expect(told).toContain(act);
  }
  await page.goto('/audit?filter=%7B%7D');
  await page.locator('table tbody tr').first().waitFor();
  expect(await page.locator('table tbody tr').count()).toBeGreaterThan(5);
});
