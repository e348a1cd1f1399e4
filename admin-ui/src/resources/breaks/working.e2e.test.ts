import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';

let product: RunningProduct;
let chromium: TestBrowser;
let staff: PersonAtWork;
let manager: PersonAtWork;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  staff = await openAs(chromium.browser, product, 'finance_staff');
  manager = await openAs(chromium.browser, product, 'finance_manager');
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

const untouched = new Map<string, string[]>();

/** A break of this kind that no test has worked on. */
const aBreak = async (kind: string): Promise<string> => {
  const known = untouched.get(kind);
  if (known !== undefined && known.length > 0) return known.shift() ?? '';
  const filter = encodeURIComponent(JSON.stringify({ kind, workStatus: 'open' }));
  const answer = await staff.context.request.get(`/api/v1/breaks?limit=50&filter=${filter}`);
  const ids = ((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
  untouched.set(kind, ids.slice(1));
  const [first] = ids;
  if (first === undefined) throw new Error(`There is no break of kind ${kind}`);
  return first;
};

const open = async ({ page }: PersonAtWork, id: string): Promise<void> => {
  await page.goto(`/breaks/${id}/show`);
  await page.getByRole('heading', { name: 'Side by side' }).waitFor();
};

const click = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

const inDialog = async (page: Page, name: string, reason?: string): Promise<void> => {
  const dialog = page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByRole('textbox').last().fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
};

/** Waits for the page itself: behind a dialog nothing of it has a role. */
const closed = (page: Page): Promise<void> =>
  page.getByRole('dialog').waitFor({ state: 'detached' });

/** Takes the break by its key, once the page knows whose it would be. */
const takeByKey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Assign to me', exact: true }).waitFor();
  await page.keyboard.press('a');
};

const shows = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: false }).first().waitFor();

/** The text of a part of the page; amounts have a space in them that breaks no line. */
const textOf = async (part: Pick<Page, 'innerText'>, selector: string): Promise<string> =>
  (await part.innerText(selector)).replaceAll('\u00a0', ' ');

/** What browsers say of a refusal that a test provokes is no fault of the page. */
const faultsOf = ({ faults }: PersonAtWork): readonly string[] =>
  faults.filter((fault) => !/status of (403|409)/.test(fault));

test('a break says in words what stands on each side, and what differs', async () => {
  await open(staff, await aBreak('amount'));
  const text = await textOf(staff.page, 'main');
  expect(text).toMatch(/We credited JPY [\d,]+ to card \d{19}\. Line \d+ has the same reference/);
  expect(text).toMatch(/Differs\s+[+-]JPY [\d,]+/);
  await shows(staff.page, '2026/11/18');
  expect(faultsOf(staff)).toEqual([]);
});

test('finance staff take a break by one key, comment on it and resolve it', async () => {
  const { page } = staff;
  await open(staff, await aBreak('timing'));
  await takeByKey(page);
  await shows(page, 'Chiba Yui assigned it to Chiba Yui');
  await page.keyboard.press('c');
  await inDialog(page, 'Comment', 'The carrier said it comes tomorrow');
  // What is typed in a dialog is found on the page as well.
  await closed(page);
  await shows(page, 'The carrier said it comes tomorrow');
  await click(page, 'Carry forward');
  await inDialog(page, 'Resolve');
  await shows(page, 'Give a reason.');
  await inDialog(page, 'Resolve', 'It comes tomorrow');
  await shows(page, 'Chiba Yui resolved it');
  expect(faultsOf(staff)).toEqual([]);
});

test('what moves money is proposed by one, and approved by another only', async () => {
  const id = await aBreak('fee');
  const { page } = staff;
  await open(staff, id);
  await click(page, 'Write off');
  expect(await textOf(page, '[role="dialog"]')).toMatch(
    /(Debit|Credit) expense:over-short JPY [\d,]+/,
  );
  await inDialog(page, 'Propose', 'Below our limit');
  await shows(page, 'you cannot');
  await closed(page);
  expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  // Whoever asks the API itself is refused as well.
  const own = await staff.context.request.post(`/api/v1/breaks/${id}/approval`, {
    data: {},
    headers: { 'idempotency-key': 'own-approval-1' },
  });
  expect(own.status()).toBe(403);

  await open(manager, id);
  await shows(manager.page, 'Chiba Yui proposed: Write off');
  await click(manager.page, 'Approve');
  await inDialog(manager.page, 'Approve');
  await shows(manager.page, 'Doi Haruto resolved it');
  // The one who approved does not undo it; the page says who may.
  await shows(manager.page, 'it takes somebody other than Doi Haruto');
  await closed(manager.page);
  expect(await manager.page.getByRole('button', { name: 'Undo', exact: true }).count()).toBe(0);
  expect(faultsOf(manager)).toEqual([]);
});

test('a manager who proposes cannot approve, and is told so', async () => {
  await open(manager, await aBreak('fee'));
  await click(manager.page, 'Write off');
  await inDialog(manager.page, 'Propose', 'Below our limit');
  await shows(manager.page, 'you cannot');
  await closed(manager.page);
  expect(await manager.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  await click(manager.page, 'Withdraw');
  await inDialog(manager.page, 'Withdraw', 'It was the wrong break');
  await shows(manager.page, 'Doi Haruto sent it back');
});

test('on a page that is old by now nothing is done, and it says who changed what when', async () => {
  const id = await aBreak('status');
  await open(staff, id);
  await open(manager, id);
  await click(staff.page, 'Ignore');
  await takeByKey(manager.page);
  await shows(manager.page, 'Doi Haruto assigned it to Doi Haruto');
  // Typed before, and still there after the refusal.
  await inDialog(staff.page, 'Resolve', 'A test card of the carrier');
  await shows(staff.page, 'Doi Haruto changed this at');
  const typed = staff.page.getByRole('dialog').getByRole('textbox');
  expect(await typed.first().inputValue()).toBe('A test card of the carrier');
  await inDialog(staff.page, 'Show the present state');
  await shows(staff.page, 'Doi Haruto assigned it to Doi Haruto');
  await click(staff.page, 'Ignore');
  await inDialog(staff.page, 'Resolve');
  await shows(staff.page, 'Chiba Yui resolved it');
});

test('two clicks at once resolve once', async () => {
  const id = await aBreak('status');
  await open(staff, id);
  await click(staff.page, 'Dispute with the source');
  await staff.page.getByRole('dialog').getByRole('textbox').fill('They cancelled it');
  await staff.page
    .getByRole('dialog')
    .getByRole('button', { name: 'Resolve', exact: true })
    .dblclick();
  await shows(staff.page, 'Chiba Yui resolved it');
  const answer = await staff.context.request.get(`/api/v1/breaks/${id}`);
  const { history } = (await answer.json()) as { history: { what: string }[] };
  expect(history.filter(({ what }) => what === 'resolved')).toHaveLength(1);
});

test('many are resolved after a preview, and each outcome is told', async () => {
  const { page } = staff;
  await page.goto(
    `/breaks?filter=${encodeURIComponent(JSON.stringify({ kind: 'timing', state: 'open' }))}`,
  );
  await page.waitForSelector('table a');
  await click(page, 'Select all on this page');
  await click(page, 'Resolve …');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').last().fill('The file of the 19th confirms them');
  await inDialog(page, 'Preview');
  await shows(page, 'Will be done');
  expect(await textOf(page, '[role="dialog"]')).toMatch(/Sum of the differences\s+-JPY [\d,]+/);
  await dialog.getByRole('button', { name: /^Do it for/ }).click();
  await shows(page, '0 not done');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await shows(page, 'Nothing matches this search.');
  expect(faultsOf(staff)).toEqual([]);
});

test('many that changed since the preview are left alone', async () => {
  const { page } = staff;
  const filter = JSON.stringify({ kind: 'missing_in_ledger', state: 'open' });
  await page.goto(`/breaks?filter=${encodeURIComponent(filter)}`);
  await page.waitForSelector('table a');
  await click(page, 'Select all on this page');
  await click(page, 'Assign …');
  await inDialog(page, 'Preview');
  await shows(page, 'Will be done');
  await open(manager, await aBreak('missing_in_ledger'));
  await takeByKey(manager.page);
  await shows(manager.page, 'Doi Haruto assigned it to Doi Haruto');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Do it for/ })
    .click();
  await shows(page, 'have changed since the preview. Nothing was done.');
});

test('the keys lead from break to break in the order of the list', async () => {
  const { page } = staff;
  await page.goto('/breaks');
  await page.waitForSelector('table a');
  await page.locator('table tbody a[href*="/breaks/"]').first().click();
  await page.getByRole('heading', { name: 'Side by side' }).waitFor();
  const first = page.url();
  await page.getByRole('link', { name: 'Next break' }).waitFor();
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.href !== first);
  await page.getByRole('link', { name: 'Previous break' }).waitFor();
  await page.keyboard.press('k');
  await page.waitForURL(first);
});

test('a wrong proposed match is rejected, and two people settle what is left of it', async () => {
  const { page } = staff;
  const found = (state: string) =>
    `/proposals?filter=${encodeURIComponent(JSON.stringify({ state }))}`;
  await page.goto(found('undecided'));
  await page.waitForSelector('table a');
  await click(page, 'Reject');
  expect(await textOf(page, '[role="dialog"]')).toMatch(/do not belong together.*No money moves/s);
  await inDialog(page, 'Reject', 'The line is of another phone');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto(found('rejected'));
  await shows(page, 'Chiba Yui, ');
  const [ours, theirs] = await page
    .getByRole('link', { name: /^Break \d$/ })
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute('href')?.split('/').at(-2) ?? ''),
    );
  await open(staff, ours ?? '');
  await shows(page, 'Chiba Yui rejected the proposed match of items');
  await shows(page, 'The line is of another phone');
  await open(staff, theirs ?? '');
  await click(page, 'Write off');
  await inDialog(page, 'Propose', 'Nobody ever asked for it');
  await shows(page, 'You proposed: Write off');
  await open(manager, theirs ?? '');
  await shows(manager.page, 'Chiba Yui proposed: Write off');
  await click(manager.page, 'Approve');
  await inDialog(manager.page, 'Approve');
  await shows(manager.page, 'Doi Haruto resolved it');
  expect(faultsOf(staff)).toEqual([]);
});

test('a proposed match is accepted with a reason', async () => {
  const { page } = staff;
  // All of them, whatever was searched for before.
  await page.goto(`/proposals?filter=${encodeURIComponent('{}')}`);
  await page.waitForSelector('table a');
  await click(page, 'Accept');
  await inDialog(page, 'Accept', 'Same card, amount and minute');
  await shows(page, 'Accepted');
  expect(faultsOf(staff)).toEqual([]);
});
