import { readFileSync } from 'node:fs';
import { harborSource } from '@chobo/fixtures/statements/harborSource';
import { readWhole } from '@chobo/fixtures/statements/readWhole';
import { expect, test } from 'vitest';

const published = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../fixtures/statements/harbor-mobile/${name}`, import.meta.url));

test('the published file of 18 November has 2,041 lines, two of them unreadable, and totals that tie', async () => {
  const { lines, unreadable, result } = await readWhole(published('harbor_20261118.csv'), {
    source: harborSource(),
    date: '2026-11-18',
  });
  expect(lines).toHaveLength(2039);
  expect(unreadable).toEqual([
    {
      fileLine: 107,
      column: '金額',
      value: '―',
      code: 'amount_unreadable',
      reason: 'Line 107, column 金額: "―" is not an amount.',
      carrierReference: 'HB703835',
      reference: 'tu-harbor-8000000',
    },
    {
      fileLine: 1268,
      column: '処理日時',
      value: '2026/13/41 14:17:30',
      code: 'date_impossible',
      reason:
        'Line 1268, column 処理日時: "2026/13/41 14:17:30" is a date or time that does not exist.',
      carrierReference: 'HB703836',
      reference: 'tu-harbor-8000001',
    },
  ]);
  expect(result).toMatchObject({
    state: 'accepted',
    reasons: [],
    lines: 2041,
    unreadable: 2,
    controlChecks: [
      { name: 'count', stated: 2041, found: 2041 },
      { name: 'sum', stated: 8534000, found: 8534000, currency: 'JPY' },
    ],
    controlTotalsTie: true,
    problemCount: 2,
    businessDate: '2026-11-18',
  });
  expect(lines[0]).toEqual({
    fileLine: 4,
    at: Date.parse('2026-11-18T00:10:52+09:00'),
    carrierReference: 'HB700341',
    reference: 'tu-harbor-0000341',
    card: '8981100000010429944',
    amount: 10000,
    wholesale: 9000,
    currency: 'JPY',
    status: 'done',
    attributes: '{"product":"TU10000"}',
  });
});

test('the published file of 19 November has 1,808 lines and totals that tie', async () => {
  const { lines, unreadable, result } = await readWhole(published('harbor_20261119.csv'), {
    source: harborSource(),
    date: '2026-11-19',
  });
  expect([lines.length, unreadable.length]).toEqual([1808, 0]);
  expect(result).toMatchObject({
    state: 'accepted',
    lines: 1808,
    controlChecks: [
      { name: 'count', stated: 1808, found: 1808 },
      { name: 'sum', stated: 7574000, found: 7574000, currency: 'JPY' },
    ],
  });
});
