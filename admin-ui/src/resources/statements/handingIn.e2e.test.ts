import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '@chobo/runtime/demo/users';
import { openBrowser } from '@chobo/fixtures/console/browser';
import type { TestBrowser } from '@chobo/fixtures/console/browser';
import { startProduct } from '@chobo/fixtures/console/product';
import type { RunningProduct } from '@chobo/fixtures/console/product';
import { afterAll, beforeAll, expect, test } from 'vitest';

const FILE = fileURLToPath(
  new URL('../../../../fixtures/statements/harbor-mobile/harbor_20261119.csv', import.meta.url),
);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let product: RunningProduct;
let chromium: TestBrowser;
let session: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
  const context = await chromium.browser.newContext({ baseURL: product.url });
  const data = { login: 'demo-finance-staff', password: DEMO_PASSWORD };
  await context.request.post('/api/v1/sessions', { data });
  session = await context.storageState();
  await context.close();
});
afterAll(async () => {
  await chromium.close();
  await product.stop();
});

type Opened = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: readonly string[];
};

/** A page of the console, and what went wrong on it. */
const openPage = async (path: string, locale = 'en'): Promise<Opened> => {
  const context = await chromium.browser.newContext({
    baseURL: product.url,
    storageState: session,
    timezoneId: 'America/New_York',
  });
  await context.addInitScript((chosen) => {
    localStorage.setItem('RaStore.locale', JSON.stringify(chosen));
  }, locale);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(path);
  return { page, context, faults };
};

const choose = async (
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> => {
  await page.waitForSelector('input[type=file]', { state: 'attached' });
  await page.setInputFiles('input[type=file]', file);
};

type Answer<Row> = { readonly data: readonly Row[] };

const settledOn18 = async ({ request }: BrowserContext): Promise<number> => {
  const path = '/api/v1/reconciliation-days/harbor:2026-11-18/breaks?limit=200';
  const answer = (await (await request.get(path)).json()) as Answer<{
    kind: string;
    resolvedOn: string | null;
  }>;
  return answer.data.filter(
    ({ kind, resolvedOn }) => kind === 'timing' && resolvedOn === '2026-11-19',
  ).length;
};

const statementsOf = async ({ request }: BrowserContext): Promise<number> =>
  ((await (await request.get('/api/v1/statements')).json()) as Answer<unknown>).data.length;

test('two files dropped at once are not sent, and said to be two', async () => {
  const { page, context, faults } = await openPage('/statements/upload');
  try {
    await page.waitForSelector('input[type=file]', { state: 'attached' });
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(request.url());
    });
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['a'], 'a.csv'));
      transfer.items.add(new File(['b'], 'b.csv'));
      return transfer;
    });
    const zone = page.locator('input[type=file]').locator('..');
    await zone.dispatchEvent('drop', { dataTransfer: dropped });
    await page.waitForSelector('[role=alert]');
    expect(await page.innerText('[role=alert]')).toContain('You dropped 2 files');
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
});

test.each([
  ['en', 'not a statement but an image'],
  ['ja', '明細ではなく画像です'],
  ['zh-CN', '这不是对账文件，而是图片'],
])('a picture dropped is said to be one, in %s', async (locale, words) => {
  const { page, context, faults } = await openPage('/statements/upload', locale);
  try {
    await choose(page, { name: 'photo.png', mimeType: 'image/png', buffer: PNG });
    await page.waitForSelector(`text=${words}`);
    // Nothing offers to receive it.
    expect(await page.locator('main button.MuiButton-contained').count()).toBe(0);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
});

test('a connection that breaks in the middle says so, and sending again keeps the file once', async () => {
  const { page, context } = await openPage('/statements/upload');
  try {
    let broken = 0;
    await page.route('**/api/v1/statement-uploads', async (route) => {
      if (route.request().method() === 'POST' && broken === 0) {
        broken += 1;
        await route.abort('connectionreset');
      } else await route.continue();
    });
    const buffer = Buffer.from('nothing that a carrier writes\r\n');
    await choose(page, { name: 'other.csv', mimeType: 'text/csv', buffer });
    await page.waitForSelector('text=The connection was lost while the file was being sent');
    // Somewhere else and back: it is still there to be sent again.
    await page.click('a[href="/statements"]');
    await page.waitForURL('**/statements');
    await page.click('a[href="/statements/upload"]');
    await page.click('text=Send again');
    await page.waitForURL('**/statements/upload/*');
    await page.waitForSelector('text=This file cannot be received');
    const list = await context.request.get('/api/v1/statement-uploads?limit=100');
    const { data } = (await list.json()) as Answer<{ fileName: string }>;
    expect(data.filter(({ fileName }) => fileName === 'other.csv')).toHaveLength(1);
  } finally {
    await context.close();
  }
});

test('the file of the 19th: preview, progress, result, and the breaks of yesterday settled', async () => {
  const { page, context, faults } = await openPage('/statements/upload');
  try {
    expect(await settledOn18(context)).toBe(0);
    await choose(page, FILE);
    await page.waitForURL('**/statements/upload/*');
    await page.waitForSelector('text=This file can be received');
    const preview = await page.innerText('main');
    expect(preview).toContain('Harbor Mobile');
    expect(preview).toContain('1,808');
    expect(preview).toContain('7,574,000');
    expect(preview).toMatch(/8 breaks of Wed, 11\/18\/2026/);
    expect(await statementsOf(context)).toBe(1);

    // Whoever leaves finds it again, and nothing is lost.
    const address = page.url();
    await page.click('main a:has-text("Hand in another file")');
    await page.waitForURL('**/statements/upload');
    await page.click('table a:has-text("harbor_20261119.csv")');
    await page.waitForURL(address);

    const receive = page.locator('button:has-text("Receive for Harbor Mobile")');
    await receive.dblclick();
    await page.waitForSelector('text=The file was received and its day was matched');
    expect(await statementsOf(context)).toBe(2);
    expect(await settledOn18(context)).toBe(8);

    await page.click('text=Show the day');
    await page.waitForURL('**/reconciliation-days/harbor:2026-11-19/show');
    await page.waitForSelector('text=1,800');
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
});

test('the same file again is known, and receiving it changes nothing', async () => {
  const { page, context } = await openPage('/statements/upload', 'ja');
  try {
    await choose(page, FILE);
    await page.waitForSelector('text=同じファイルは');
    await page.click('button:has-text("の結果を表示")');
    await page.waitForSelector('text=受入済みのため、何も行われていません');
    expect(await statementsOf(context)).toBe(2);
  } finally {
    await context.close();
  }
});

test('the original is downloaded as it came, under its name', async () => {
  const { page, context } = await openPage('/statements');
  try {
    await page.click('table a:has-text("harbor_20261119.csv")');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('text=Download the original'),
    ]);
    expect(download.suggestedFilename()).toBe('harbor_20261119.csv');
    expect(await readFile(await download.path())).toEqual(await readFile(FILE));
  } finally {
    await context.close();
  }
});
