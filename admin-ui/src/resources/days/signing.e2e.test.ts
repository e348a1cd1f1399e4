import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';

const DAY = 'harbor:2026-11-18';

let product: RunningProduct;
let chromium: TestBrowser;
let staff: PersonAtWork;
let manager: PersonAtWork;
let keys = 0;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  // With everything that moves, as most people have it.
  const motion = true;
  staff = await openAs(chromium.browser, product, 'finance_staff', { motion });
  manager = await openAs(chromium.browser, product, 'finance_manager', { motion });
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

const open = async ({ page }: PersonAtWork): Promise<void> => {
  await page.goto(`/reconciliation-days/${DAY}/show`);
  await page.getByRole('heading', { name: 'Where this day stands' }).waitFor();
};

const shows = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: false }).first().waitFor();

/** Presses a button of the page, which asks whether it is meant; gives the one that confirms it. */
const ask = async (page: Page, name: string): Promise<Locator> => {
  await page.getByRole('button', { name, exact: true }).first().click();
  const confirms = page.getByRole('dialog').getByRole('button', { name, exact: true });
  await confirms.waitFor();
  return confirms;
};

/** Presses a button of the page, then the one that confirms it. */
const give = async (page: Page, name: string, reason?: string): Promise<void> => {
  const confirms = await ask(page, name);
  if (reason !== undefined) await page.getByRole('dialog').getByRole('textbox').last().fill(reason);
  await confirms.click();
};

const read = async <Answer>({ context }: PersonAtWork, path: string): Promise<Answer> =>
  (await (await context.request.get(`/api/v1/${path}`)).json()) as Answer;

const post = async ({ context }: PersonAtWork, path: string, data: object): Promise<number> => {
  keys += 1;
  const headers = { 'idempotency-key': `signing-${keys}` };
  return (await context.request.post(`/api/v1/${path}`, { data, headers })).status();
};

type Ids = { readonly data: readonly { readonly id: string }[] };

test('the overview tells what the lists tell', async () => {
  const filter = encodeURIComponent('{"unresolved":true}');
  const { data } = await read<Ids>(staff, `breaks?limit=200&filter=${filter}`);
  await staff.page.goto('/');
  await staff.page.getByRole('heading', { name: 'Open work' }).waitFor();
  const figure = staff.page
    .locator('dt', { hasText: 'Open breaks' })
    .locator('xpath=following::dd[1]');
  expect(await figure.innerText()).toBe(String(data.length));
  await figure.getByRole('link').click();
  await staff.page.waitForURL('**/breaks?**');
});

test('one signs first, and on a page that is old by now nothing is done', async () => {
  await open(staff);
  await open(manager);
  // Asked of the day as it is seen now: the page itself follows what others do.
  const confirms = await ask(staff.page, 'Match again');
  await give(manager.page, 'Sign the outcome');
  await shows(manager.page, 'You signed the outcome first');
  // Behind the dialog no button has a role.
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await manager.page.getByRole('button', { name: 'Close the day' }).count()).toBe(0);
  await confirms.click();
  await shows(staff.page, 'Doi Haruto changed this at');
});

test('what is open keeps the day from being closed, and is told with the way to it', async () => {
  await open(staff);
  await shows(staff.page, 'Doi Haruto signed the outcome first');
  await give(staff.page, 'Close the day');
  const dialog = staff.page.getByRole('dialog');
  await dialog.getByText('The day cannot be closed yet', { exact: false }).waitFor();
  await dialog.getByRole('link', { name: 'Show the open breaks' }).waitFor();
});

test('another closes it once nothing is open, never the one who signed first', async () => {
  const filter = encodeURIComponent('{"unresolved":true}');
  const reason = 'Asked the carrier';
  const breaks = await read<Ids>(staff, `breaks?limit=200&filter=${filter}`);
  for (const { id } of breaks.data) {
    await post(staff, `breaks/${id}/resolution`, { resolution: { kind: 'ignored' }, reason });
  }
  const proposals = await read<Ids>(staff, 'proposals?limit=200');
  for (const { id } of proposals.data) await post(staff, `proposals/${id}/acceptance`, { reason });
  const { runId } = await read<{ runId: string }>(staff, `reconciliation-days/${DAY}`);
  expect(await post(manager, `reconciliation-days/${DAY}/closing`, { runId })).toBe(403);

  await open(staff);
  await shows(staff.page, 'Nothing: every break is resolved');
  await give(staff.page, 'Close the day');
  await shows(staff.page, 'You closed this day');
});

test('somebody else opens it again with a reason, which stays with the day', async () => {
  await open(manager);
  await shows(manager.page, 'Closed by Chiba Yui');
  await give(manager.page, 'Open the day again', 'The carrier sent a correction');
  await shows(manager.page, 'Reason: The carrier sent a correction');
  await shows(manager.page, 'Version 2');
});
