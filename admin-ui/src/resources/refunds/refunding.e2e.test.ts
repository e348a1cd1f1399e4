import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openBrowser, type TestBrowser } from '@chobo/fixtures/console/browser';
import { openAs, type PersonAtWork } from '@chobo/fixtures/console/person';
import { startProduct, type RunningProduct } from '@chobo/fixtures/console/product';
import { DEMO_PASSWORD } from '@chobo/runtime/demo/users';

/** Cards of the demo, by what a refund of their top-up comes to. */
const REFUNDABLE = '8981100990000010011';
const ABOVE_TIER = '8981100990000010029';
const USED = '8981100990000010037';

let product: RunningProduct;
let chromium: TestBrowser;
let agent: PersonAtWork;
let supervisor: PersonAtWork;
let finance: PersonAtWork;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  [agent, supervisor, finance] = await Promise.all([
    openAs(chromium.browser, product, 'support_agent'),
    openAs(chromium.browser, product, 'support_supervisor'),
    openAs(chromium.browser, product, 'finance_staff'),
  ]);
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

const refundsOf = async (iccid: string): Promise<{ id: string; state: string }[]> => {
  const filter = encodeURIComponent(JSON.stringify({ accountId: `demo-${iccid.slice(-5, -1)}` }));
  const answer = await supervisor.context.request.get(`/api/v1/refunds?filter=${filter}`);
  return ((await answer.json()) as { data: { id: string; state: string }[] }).data;
};

const paidOf = async (iccid: string): Promise<{ available: number; held: number }> => {
  const answer = await supervisor.context.request.get(`/api/v1/cards/${iccid}`);
  const { account } = (await answer.json()) as {
    account: { balance: { paid: Record<'available' | 'held', { amount: number }> } };
  };
  const { available, held } = account.balance.paid;
  return { available: available.amount, held: held.amount };
};

const askFor = async (page: Page, iccid: string, amount: string): Promise<void> => {
  await page.goto(`/cards/${iccid}/show`);
  await page.getByRole('link', { name: /^Refund of top-up/ }).click();
  await page.getByRole('textbox', { name: /Value to give back/ }).fill(amount);
  await page.getByRole('combobox', { name: /Reason/ }).click();
  await page.getByRole('option', { name: 'Bought twice' }).click();
};

describe('a refund by two people', () => {
  test('the agent finds the card by a piece of its number', async () => {
    const { page } = agent;
    await page.goto('/cards');
    await page.getByRole('textbox', { name: 'Part of the number' }).fill('0000 0100-11');
    await page.getByRole('link', { name: REFUNDABLE }).click();
    await page.getByRole('heading', { name: `Card ${REFUNDABLE}` }).waitFor();
    await page.getByRole('link', { name: /^Refund of top-up/ }).waitFor();
  });

  test('an amount above what is left is said before anything is sent', async () => {
    const { page } = agent;
    await askFor(page, REFUNDABLE, '3001');
    await page.getByText(/More than is left: at most/).waitFor();
    await page.getByText(/JPY\s3,001 is asked, but only JPY\s3,000 is left/).waitFor();
    expect(await button(page, 'Continue').isDisabled()).toBe(true);
    expect(await refundsOf(REFUNDABLE)).toEqual([]);
  });

  test('what was typed outlives a reload and the back button', async () => {
    const { page } = agent;
    await page.getByRole('textbox', { name: /Value to give back/ }).fill('1,000');
    await page.reload();
    const typed = page.getByRole('textbox', { name: /Value to give back/ });
    await typed.waitFor();
    expect(await typed.inputValue()).toBe('1,000');
    await button(page, 'Continue').click();
    await page.getByRole('heading', { name: 'What will happen' }).waitFor();
    await page.goBack();
    expect(await typed.inputValue()).toBe('1,000');
    await button(page, 'Continue').click();
  });

  test('two clicks after the session has ended ask for it once, when the password is given again', async () => {
    const { page, context } = agent;
    await context.request.delete('/api/v1/sessions/current');
    await button(page, 'Ask for this refund').dblclick();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel(/Password/).fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: /^Refund / }).waitFor();
    await page.getByText(/You asked for this refund/).waitFor();
    expect(await button(page, 'Approve').count()).toBe(0);
    expect(await refundsOf(REFUNDABLE)).toMatchObject([{ state: 'requested' }]);
    expect(await paidOf(REFUNDABLE)).toEqual({ available: 2000, held: 1000 });
  });

  test('a supervisor approves it from the queue; queue, balance and ledger agree at once', async () => {
    const [refund] = await refundsOf(REFUNDABLE);
    const { page } = supervisor;
    await page.goto('/refunds');
    // What waits for a decision comes first to those who may decide, the oldest on top.
    const rows = page.getByRole('row', { name: /Waits for approval/ });
    await rows.filter({ hasText: refund?.id ?? '' }).waitFor();
    expect(await rows.first().textContent()).toContain('demo-refund-1006');
    expect(await page.getByRole('row', { name: /Paid|Approved/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'All refunds' }).click();
    await page.getByRole('row', { name: /Approved, not paid/ }).waitFor();
    await page.getByRole('link', { name: 'To decide' }).click();
    await rows
      .filter({ hasText: 'Support supervisor' })
      .getByRole('link', { name: refund?.id ?? '' })
      .click();
    await page.getByText(/Waits for approval by/).waitFor();
    await button(page, 'Approve').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText(/Finance staff pay it/).waitFor();
    expect(await paidOf(REFUNDABLE)).toEqual({ available: 2000, held: 0 });
    const ledger = await finance.context.request.get('/api/v1/accounts/demo-1001/ledger');
    const { balances } = (await ledger.json()) as {
      balances: { ledgerAccount: string; balance: { amount: number } }[];
    };
    const of = (name: string) =>
      balances.find(({ ledgerAccount }) => ledgerAccount === name)?.balance.amount;
    expect(of('liability:prepaid:harbor-mobile')).toBe(-2000);
    expect(of('liability:refund-payable')).toBe(-700);
  });

  test('finance staff pay it with the reference of the transfer', async () => {
    const [refund] = await refundsOf(REFUNDABLE);
    const { page } = finance;
    await page.goto(`/refunds/${refund?.id ?? ''}/show`);
    await button(page, 'Record the payment').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Payment reference/ }).fill('TR-1');
    await dialog.getByRole('button', { name: 'Record the payment' }).click();
    await page.getByText('Paid. Nothing is left to do.').waitFor();
    await page.getByText('TR-1').first().waitFor();
    await page
      .getByRole('region', { name: /Postings in the ledger/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { name: /^Transaction / }).waitFor();
  });
});

test('an amount above the tier of a supervisor takes a finance manager, and the page says so', async () => {
  await askFor(agent.page, ABOVE_TIER, '30000');
  await button(agent.page, 'Continue').click();
  await button(agent.page, 'Ask for this refund').click();
  await agent.page.getByText(/You asked for this refund/).waitFor();
  const [refund] = await refundsOf(ABOVE_TIER);
  const { page } = supervisor;
  await page.goto(`/refunds/${refund?.id ?? ''}/show`);
  await page.getByText(/Waits for approval by: Finance manager/).waitFor();
  await button(page, 'Approve').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText(/takes another role to approve/).waitFor();
  expect(await refundsOf(ABOVE_TIER)).toMatchObject([{ state: 'requested' }]);
});

test('the next one is only ever one that waits for the reader', async () => {
  const { page } = supervisor;
  await page.goto('/refunds');
  await page.getByRole('link', { name: 'Waits for you' }).click();
  await page.getByRole('row', { name: /demo-refund-1006/ }).waitFor();
  const aboveTier = page.getByRole('row', { name: /Finance manager/ });
  await aboveTier.first().waitFor({ state: 'detached' });
  // Its key works once it is known which one that is.
  await page.getByRole('link', { name: 'Next that waits for you' }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'Refund demo-refund-1006' }).waitFor();
  // Nothing else waits for a supervisor: what is above their tier does not.
  await page.getByText(/Waits for approval by/).waitFor();
  expect(await page.getByRole('link', { name: 'Next that waits for you' }).count()).toBe(0);
});

test('a refund that somebody decided meanwhile is said on a stale page', async () => {
  const [refund] = await refundsOf(ABOVE_TIER);
  const { page } = agent;
  await page.goto(`/refunds/${refund?.id ?? ''}/show`);
  await button(page, 'Cancel the refund').click();
  const declined = await supervisor.context.request.post(
    `/api/v1/refunds/${refund?.id ?? ''}/rejection`,
    { headers: { 'idempotency-key': 'stale-page-1' }, data: { reason: 'Used since.' } },
  );
  expect(declined.status()).toBe(200);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the refund' }).click();
  await page.getByText(/^Baba Ren changed this at .+ JST, after you looked/).waitFor();
  await button(page, 'Show the present state').click();
  await page.getByText('Used since.').waitFor();
});

test('of the top-ups of an account one is chosen, and why others cannot be; words go with it', async () => {
  const { page } = agent;
  await page.goto('/accounts/demo-1010/show');
  await page.getByRole('link', { name: 'New refund' }).click();
  await page.getByText(/The payment is not confirmed/).waitFor();
  expect(await page.getByRole('link', { name: /^Choose top-up/ }).count()).toBe(0);

  await page.goto('/refunds/new?accountId=demo-1001');
  await page.getByRole('link', { name: 'Choose top-up demo-top-up-1001' }).click();
  await page.getByRole('textbox', { name: /Value to give back/ }).fill('500');
  await page.getByRole('combobox', { name: /Reason/ }).click();
  await page.getByRole('option', { name: 'Topped up the wrong card' }).click();
  await page.getByRole('textbox', { name: /Note/ }).fill('It was the card of her sister.');
  await button(page, 'Continue').click();
  await page.getByText('It was the card of her sister.').waitFor();
  await button(page, 'Ask for this refund').click();
  await page.getByRole('heading', { name: /^Refund / }).waitFor();
  await page.getByText('It was the card of her sister.').waitFor();
  const [refund] = await refundsOf(REFUNDABLE);
  await supervisor.page.goto(`/refunds/${refund?.id ?? ''}/show`);
  await button(supervisor.page, 'Approve').click();
  const dialog = supervisor.page.getByRole('dialog');
  await dialog.getByText('It was the card of her sister.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('a top-up that cannot be refunded says by which rules, in words', async () => {
  const { page } = agent;
  await page.goto(`/cards/${USED}/show`);
  await page
    .getByRole('link', { name: /^demo-top-up-1003/ })
    .first()
    .click();
  await page.getByText(/2 rules stand in the way/).waitFor();
  await page.getByText(/JPY\s700 of it has been used/).waitFor();
  expect(await page.getByRole('link', { name: 'Ask for this refund' }).count()).toBe(0);
});
