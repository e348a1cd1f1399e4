import { afterAll, beforeAll, expect, it } from 'vitest';

import type { AccountEvent } from '@chobo/domain/account/events';
import { accountStream } from '@chobo/domain/streams';
import { runBreakChecks } from '@chobo/projections/checks/all';

import { createTestApp, NOW_MS, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from './smallDay.given.ts';

const AT = new Date(NOW_MS).toISOString();

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

/** Records what happened to the account of an item of the small day. */
const happen = async (item: string, event: AccountEvent): Promise<void> => {
  const { rows } = await test.database.pool.query<{ id: string }>(
    'select account_id as id from views.reconciliation_items where item_id = $1',
    [`harbor/${item}`],
  );
  await test.record(accountStream(rows[0]?.id ?? ''), [{ at: AT, event }]);
};

const requested = (refundId: string, item: string): Promise<void> =>
  happen(item, {
    type: 'RefundRequested',
    data: {
      refundId,
      topUpId: `harbor/${item}`,
      brand: 'harbor-mobile',
      value: 100,
      payback: 100,
      fee: 0,
      currency: 'JPY',
      reasonClass: 'customer_request',
      noteId: null,
      held: [{ lot: `harbor/${item}`, bucket: 'paid', amount: 100 }],
      requestedBy: 'user:agent-1',
      requestedAt: AT,
    },
  });

const rejected = (refundId: string, item: string): Promise<void> =>
  happen(item, {
    type: 'RefundRejected',
    data: {
      refundId,
      reasonId: 'reason-1',
      released: [{ lot: `harbor/${item}`, bucket: 'paid', amount: 100 }],
      rejectedBy: 'user:supervisor-1',
      rejectedAt: AT,
    },
  });

type Answer = Awaited<ReturnType<TestApp['post']>>;

const told = (answer: Answer): object => ({
  status: answer.statusCode,
  ...answer.json<object>(),
});

const propose = async (item: string, refundId: string): Promise<object> => {
  const { id } = await day.breakOf(item);
  const resolution = { kind: 'refund', refundId };
  const url = `/api/v1/breaks/${id}/resolution`;
  return told(await test.post(url, staff, { resolution, reason: 'Paid twice' }));
};

const give = async (item: string, what: string, cookie: string, body = {}): Promise<object> => {
  const { id } = await day.breakOf(item);
  return told(await test.post(`/api/v1/breaks/${id}/${what}`, cookie, body));
};

const statusOf = async (item: string): Promise<string> => {
  await test.views().runner.waitForHead(30_000);
  return (await day.breakOf(item)).status;
};

it('a refund of another top-up, or one that was rejected, settles no break', async () => {
  await requested('re-unseen', 'unseen');
  expect(await propose('lost', 're-unseen')).toMatchObject({
    status: 422,
    code: 'refund_of_other_top_up',
    facts: { refundId: 're-unseen', topUpId: 'harbor/unseen', items: ['harbor/lost'] },
  });
  await rejected('re-unseen', 'unseen');
  expect(await propose('unseen', 're-unseen')).toMatchObject({
    status: 422,
    code: 'refund_pays_nothing',
    facts: { refundId: 're-unseen', state: 'rejected' },
  });
  expect([await statusOf('lost'), await statusOf('unseen')]).toEqual(['open', 'open']);
});

it('a refund of its top-up settles a break with two people', async () => {
  await requested('re-lost', 'lost');
  expect(await propose('lost', 're-lost')).toMatchObject({ status: 200 });
  expect(await give('lost', 'approval', manager)).toMatchObject({ status: 200 });
  expect(await statusOf('lost')).toBe('resolved');
});

it('one that is rejected after it has settled its break is found by verify', async () => {
  const found = async () =>
    (await runBreakChecks(test.database.pool)).filter(({ ok }) => !ok).map(({ check }) => check);
  expect(await found()).toEqual([]);
  await rejected('re-lost', 'lost');
  await test.views().runner.waitForHead(30_000);
  expect(await found()).toEqual(['refunds-pay-back']);
});

it('one that was rejected after it was proposed is not approved, alone or among many', async () => {
  await requested('re-forgotten', 'forgotten');
  expect(await propose('forgotten', 're-forgotten')).toMatchObject({ status: 200 });
  await rejected('re-forgotten', 'forgotten');
  const refusal = {
    code: 'refund_pays_nothing',
    facts: { refundId: 're-forgotten', state: 'rejected' },
  };
  expect(await give('forgotten', 'approval', manager)).toMatchObject({ status: 422, ...refusal });
  const { id } = await day.breakOf('forgotten');
  const shown = await test.post('/api/v1/breaks/bulk/preview', manager, {
    selection: { ids: [id] },
    action: { type: 'approve' },
  });
  expect(shown.json()).toMatchObject({ possible: 0, sums: [], breaks: [{ id, refusal }] });
  expect(await statusOf('forgotten')).toBe('proposed');
  const back = { reason: 'Ask for another refund' };
  expect(await give('forgotten', 'rejection', manager, back)).toMatchObject({ status: 200 });
});

it('one refund settles one break: it is free again once that proposal is sent back', async () => {
  await requested('re-differs', 'differs');
  const other = await day.breakOf('late');
  // Another break that names the top-up too, as one of another source would.
  await test.record(`break-${other.id}`, [
    {
      at: AT,
      event: {
        type: 'BreakResolutionProposed',
        data: {
          breakId: other.id,
          source: 'harbor',
          date: '2026-11-18',
          resolution: { kind: 'refund', refundId: 're-differs' },
          currency: 'JPY',
          reasonId: 'reason-2',
          proposedBy: 'user:user-1',
          proposedAt: AT,
        },
      },
    },
  ]);
  const held = {
    status: 409,
    code: 'refund_in_other_break',
    facts: { refundId: 're-differs', heldBy: other.id, source: 'harbor', date: '2026-11-18' },
  };
  expect(await propose('differs', 're-differs')).toMatchObject(held);
  const back = { reason: 'It belongs to the other break' };
  expect(await give('late', 'rejection', manager, back)).toMatchObject({ status: 200 });
  expect(await propose('differs', 're-differs')).toMatchObject({ status: 200 });
  expect(await give('differs', 'approval', manager)).toMatchObject({ status: 200 });
});
