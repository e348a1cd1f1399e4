import { afterAll, beforeAll, expect, it } from 'vitest';

import { account } from '@chobo/domain/account/decider';
import { refundEligibility } from '@chobo/domain/account/refundEligibility';
import { catalogue } from '@chobo/domain/catalogue/decider';
import { instantOf } from '@chobo/domain/kernel/time';
import { accountStream, catalogueStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import { createTestApp, type TestApp } from '@chobo/api/app.given';

import type { Chobo } from '../chobo.ts';
import { demoSteps } from './steps.ts';
import { seedSupportCases, SUPPORT_CASES } from './support.ts';

let test: TestApp;
let chobo: Pick<Chobo, 'store' | 'clock'>;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  const { store } = test.views();
  chobo = { store, clock: () => Date.parse('2026-11-27T03:00:00Z') };
  // Publishing the catalogue takes no more than these of an open Chobo.
  await demoSteps[0]?.run(chobo as Chobo);
  await seedSupportCases(chobo);
});
afterAll(async () => {
  await test.close();
});

const failing = async (ending: string): Promise<readonly string[]> => {
  const { state } = await loadState(chobo.store, account, accountStream(`demo-${ending}`));
  const published = await loadState(
    chobo.store,
    catalogue,
    catalogueStream('refund-policy', 'harbor-refunds'),
  );
  if (state.status === 'unopened' || published.state.status !== 'published') throw new Error();
  const { document } = published.state;
  if (document.kind !== 'refund-policy') throw new Error();
  const { rules } = refundEligibility(state, document, {
    topUpId: `demo-top-up-${ending}`,
    value: null,
    reasonClass: 'defective-sale',
    at: instantOf(chobo.clock()),
  });
  return rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
};

it.each([
  ['1001', []],
  ['1002', []],
  ['1003', ['not_activated', 'not_used']],
  ['1004', ['within_window']],
  ['1005', ['within_window', 'not_expired']],
  ['1006', ['no_open_refund', 'unused_value']],
  ['1007', ['no_open_refund', 'unused_value']],
  ['1008', ['unused_value']],
  ['1009', ['unused_value', 'not_charged_back']],
  ['1010', ['payment_confirmed']],
  ['1011', ['not_activated', 'not_used', 'unused_value']],
])('the card …%s is refused by %j', async (ending, rules) => {
  expect(await failing(ending)).toEqual(rules);
});

it('a seeding that was cut short is done again without doing anything twice', async () => {
  const before = await chobo.store.head();
  await seedSupportCases(chobo);
  expect(await chobo.store.head()).toBe(before);
  expect(new Set(SUPPORT_CASES.map(({ iccid }) => iccid)).size).toBe(SUPPORT_CASES.length);
});
