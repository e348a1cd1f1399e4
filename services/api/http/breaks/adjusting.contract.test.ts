import { afterAll, beforeAll, expect, it } from 'vitest';

import { breakStream } from '@chobo/domain/streams';
import { runChecks } from '@chobo/projections/checks/all';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

const AT = new Date(NOW_MS).toISOString();
const PREPAID = 'liability:prepaid:harbor-mobile';

let test: TestApp;
let day: SmallDay;
let staff: string;
let manager: string;

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  staff = await test.cookieOf('finance_staff');
  manager = await test.cookieOf('finance_manager');
  day = await smallDay(test, staff);
});
afterAll(() => test.close());

const adjustment = (account: string) => ({ kind: 'adjustment', amount: 1000, account }) as const;

const propose = (id: string, account: string) =>
  test.post(`/api/v1/breaks/${id}/resolution`, staff, {
    resolution: adjustment(account),
    reason: 'Agreed with the carrier',
  });

const approve = (id: string) => test.post(`/api/v1/breaks/${id}/approval`, manager);

/** What `verify` finds wrong once the views have everything. */
const faults = async () => {
  await test.views().runner.waitForHead(30_000);
  return (await runChecks(test.database.pool)).filter(({ ok }) => !ok);
};

it('an adjustment moves suspense to an account that nothing else is counted against', async () => {
  const { id } = await day.breakOf('differs');
  expect((await propose(id, 'liability:carrier:harbor')).statusCode).toBe(200);
  expect((await approve(id)).statusCode).toBe(200);
  expect(await faults()).toEqual([]);
});

it.each([
  PREPAID,
  'liability:bonus:harbor-mobile',
  'liability:refund-payable',
  'liability:unconfirmed',
  'asset:suspense',
  'asset:clearing:webpay:provisional',
  'expense:nothing',
])('an adjustment to %s is refused, and what we owe is what the balances say', async (account) => {
  const { id } = await day.breakOf('unseen');
  const refused = await propose(id, account);
  expect(refused.json()).toMatchObject({
    code: 'account_not_adjustable',
    status: 422,
    facts: { account },
  });
  expect((await approve(id)).json()).toMatchObject({ code: 'break_status' });
  expect(await faults()).toEqual([]);
});

it('one that was proposed before that was a rule is not approved, alone or among many', async () => {
  const { id } = await day.breakOf('unseen');
  await test.record(breakStream(id), [
    {
      at: AT,
      event: {
        type: 'BreakResolutionProposed',
        data: {
          breakId: id,
          source: 'harbor',
          date: '2026-11-18',
          resolution: adjustment(PREPAID),
          currency: 'JPY',
          reasonId: 'reason-1',
          proposedBy: 'user:user-1',
          proposedAt: AT,
        },
      },
    },
  ]);
  const refusal = { code: 'account_not_adjustable', facts: { account: PREPAID } };
  expect((await approve(id)).json()).toMatchObject(refusal);
  const shown = await test.post('/api/v1/breaks/bulk/preview', manager, {
    selection: { ids: [id] },
    action: { type: 'approve' },
  });
  expect(shown.json()).toMatchObject({ possible: 0, sums: [], breaks: [{ refusal }] });
  expect(await faults()).toEqual([]);
});
