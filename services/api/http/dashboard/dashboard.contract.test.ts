import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AccountEvent } from '@chobo/domain/account/events';
import { accountStream } from '@chobo/domain/streams';

import { createTestApp, type TestApp } from '../../app.given.ts';
import { smallDay, type SmallDay } from '../breaks/smallDay.given.ts';
import { HANA, recordFacts } from '../facts.given.ts';
import { reconciliationPart } from './reconciliation.ts';

type Money = { readonly amount: number; readonly currency: string };
type Dashboard = {
  readonly today: string;
  readonly reconciliation: {
    readonly sources: readonly Record<string, unknown>[];
    readonly days: readonly {
      readonly date: string;
      readonly state: string;
      readonly openBreaks: number;
      readonly atRisk: readonly Money[];
    }[];
    readonly openBreaks: number;
    readonly atRisk: readonly Money[];
    readonly unsignedProposals: number;
    readonly ageing: readonly {
      readonly from: string | null;
      readonly to: string | null;
      readonly breaks: number;
    }[];
  } | null;
  readonly refunds: {
    readonly states: readonly { readonly state: string; readonly count: number }[];
    readonly waitingForMe: {
      readonly count: number;
      readonly refunds: readonly { readonly id: string }[];
    };
    readonly newest: readonly { readonly id: string }[];
  } | null;
};

let test: TestApp;
const cookies: Record<string, string> = {};

const dashboard = async (role: string): Promise<Dashboard> => {
  const response = await test.get('/api/v1/dashboard', cookies[role] ?? '');
  expect(response.statusCode).toBe(200);
  return response.json<Dashboard>();
};

const logInAll = async () => {
  for (const role of [
    'support_agent',
    'support_supervisor',
    'finance_staff',
    'finance_manager',
    'auditor',
  ] as const) {
    cookies[role] = await test.cookieOf(role);
  }
};

describe('reconciliation', () => {
  let small: SmallDay;

  beforeAll(async () => {
    test = await createTestApp({ withViews: true });
    await logInAll();
    small = await smallDay(test, cookies['finance_staff'] ?? '');
  });
  afterAll(() => test.close());

  const at = (instant: string) => reconciliationPart(test.database.pool, Date.parse(instant));

  it('is not shown to those who may not read it', async () => {
    expect((await dashboard('support_agent')).reconciliation).toBeNull();
    expect((await dashboard('auditor')).reconciliation).not.toBeNull();
  });

  it('tells what the lists tell', async () => {
    const { reconciliation } = await dashboard('finance_staff');
    const breaks = await small.list({ unresolved: true });
    const sum = breaks.reduce((all, { difference }) => all + Math.abs(difference?.amount ?? 0), 0);
    const atRisk = [{ amount: sum, currency: 'JPY' }];
    expect(reconciliation).toMatchObject({
      openBreaks: breaks.length,
      atRisk,
      withoutAmount: 0,
      unsignedProposals: 1,
      hasMoreDays: false,
      days: [
        {
          source: 'harbor',
          date: '2026-11-18',
          state: 'matched',
          matched: 1,
          executed: 5,
          openBreaks: breaks.length,
          atRisk,
          totalsTie: true,
        },
      ],
      sources: [{ id: 'harbor', missingFiles: 0, firstMissing: null, missingSince: null }],
    });
    expect(breaks.length).toBeGreaterThan(0);
  });

  it('groups what is open by age, as the list would be asked for it', async () => {
    // Wednesday, a week later.
    const { ageing, openBreaks } = await at('2026-11-25T03:00:00Z');
    expect(ageing.map(({ breaks }) => breaks)).toEqual([0, 0, openBreaks, 0, 0]);
    for (const { from, to, breaks } of ageing) {
      const found = await small.list({
        unresolved: true,
        ...(from !== null && { from }),
        ...(to !== null && { to }),
      });
      expect(found).toHaveLength(breaks);
    }
  });

  it('tells which files have not come, and since when', async () => {
    // Morning of the 21st in Japan.
    const { days, sources } = await at('2026-11-20T22:00:00Z');
    expect(days.map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2026-11-21 awaited',
      '2026-11-20 missing',
      '2026-11-19 missing',
      '2026-11-18 matched',
    ]);
    expect(sources).toMatchObject([
      { missingFiles: 2, firstMissing: '2026-11-19', missingSince: '2026-11-19T21:30:00.000Z' },
    ]);
  });

  it('keeps an old day on the board until it is closed', async () => {
    const { days } = await at('2027-06-01T03:00:00Z');
    expect(days).toHaveLength(15);
    expect(days.at(-1)).toMatchObject({ date: '2026-11-18', state: 'matched' });
  });
});

describe('refunds', () => {
  const requested = (id: string, payback: number, by: string): AccountEvent => ({
    type: 'RefundRequested',
    data: {
      refundId: id,
      topUpId: 'tu-2',
      brand: 'harbor-mobile',
      value: payback,
      payback,
      fee: 0,
      currency: 'JPY',
      reasonClass: 'defective-sale',
      noteId: null,
      held: [{ lot: 'tu-2', bucket: 'paid', amount: payback }],
      requestedBy: by,
      requestedAt: '2026-11-18T00:55:00.000Z',
    },
  });

  beforeAll(async () => {
    test = await createTestApp({ withViews: true });
    await recordFacts(test);
    await logInAll();
    // The supervisor is the second user, the manager the fourth.
    await test.record(accountStream(HANA.accountId), [
      { at: '2026-11-18T00:55:00.000Z', event: requested('re-own', 100, 'user:user-2') },
      { at: '2026-11-18T00:56:00.000Z', event: requested('re-large', 20_000, 'user:agent-1') },
    ]);
  });
  afterAll(() => test.close());

  it('counts the queue and tells the newest, for everybody', async () => {
    for (const role of Object.keys(cookies)) {
      const { refunds } = await dashboard(role);
      expect(refunds?.states).toEqual([
        { state: 'requested', count: 3 },
        { state: 'approved', count: 0 },
        { state: 'sent', count: 0 },
      ]);
      expect(refunds?.newest).toHaveLength(3);
    }
  });

  it.each([
    ['support_agent', []],
    ['support_supervisor', ['re-1']],
    ['finance_manager', ['re-large']],
    ['auditor', []],
  ])('what waits for %s: %j', async (role, ids) => {
    const { refunds } = await dashboard(role);
    expect(refunds?.waitingForMe.refunds.map(({ id }) => id)).toEqual(ids);
    expect(refunds?.waitingForMe.count).toBe(ids.length);
  });
});
