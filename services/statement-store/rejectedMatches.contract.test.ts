import type { BreakCommand } from '@chobo/domain/break/commands';
import { breakCase } from '@chobo/domain/break/decider';
import { instantOf } from '@chobo/domain/kernel/time';
import { breakStream } from '@chobo/domain/streams';
import { handleCommand } from '@chobo/event-store/handleCommand';
import { listProposals, type ListedProposal } from '@chobo/projections/breaks/proposals';
import { unsignedProposals } from '@chobo/projections/reconciliation-days/openWork';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { NOW, openFlow, type Flow } from './flow.given.ts';
import { lineMarks } from './matching/lineMark.ts';
import { matchDay } from './matchDay.ts';
import { dateOf, outcome, type Outcome, type Shop } from './shop.given.ts';
import { sourcesWithOtherHandMatches } from './newItems.ts';
import { refreshDays } from './runDays.ts';

let flow: Flow;

beforeAll(async () => {
  flow = await openFlow();
});
afterAll(async () => {
  await flow.close();
});

let commands = 0;

const give = async (breakId: string, command: BreakCommand): Promise<void> => {
  commands += 1;
  const result = await handleCommand(flow.store, breakCase, {
    stream: breakStream(breakId),
    command,
    context: { commandId: `reject-${commands}`, actor: 'user:mori', occurredAt: instantOf(NOW) },
  });
  expect(result.accepted).toBe(true);
  await flow.runner.waitForHead(30_000);
};

const listed = async (
  { source }: Shop,
  day: string,
  state: ListedProposal['state'],
): Promise<readonly ListedProposal[]> =>
  (await listProposals(flow.database.pool, { source, date: dateOf(day), state }, {})).data;

/** A person says that the one proposal of a day is wrong. */
const reject = async (shop: Shop, day: string): Promise<ListedProposal> => {
  const [proposal] = await listed(shop, day, 'open');
  if (proposal === undefined) throw new Error('Nothing is proposed');
  const { proposalId, date, rule, itemIds, statementId, fileLines } = proposal;
  await give(proposalId, {
    type: 'RejectProposedMatch',
    data: {
      breakId: proposalId,
      source: shop.source,
      date,
      match: {
        rule,
        items: itemIds,
        statementId,
        lines: fileLines,
        lineMarks: await lineMarks(flow.database.pool, statementId, fileLines),
      },
      reasonId: 're-1',
      rejectedBy: 'user:mori',
      at: instantOf(NOW),
    },
  });
  return proposal;
};

/** Runs a day again and tells it. */
const rematch = async (shop: Shop, day: string): Promise<Outcome | null> => {
  const [{ statementId } = { statementId: '' }] = (
    await flow.database.pool.query<{ statementId: string }>(
      `select statement_id as "statementId" from views.reconciliation_days
       where source = $1 and business_date = $2`,
      [shop.source, dateOf(day)],
    )
  ).rows;
  const of = { source: shop.source, date: dateOf(day), statementId, actor: 'user:mori' };
  await matchDay(flow.dependencies, of, () => Promise.resolve());
  return shop.day(day);
};

const isRight = async (shop: Shop, day: string): Promise<void> => {
  expect((await shop.verify()).filter(({ ok }) => !ok)).toEqual([]);
  const before = await shop.day(day);
  await flow.runner.rebuild();
  await flow.runner.waitForHead(60_000);
  expect(await shop.day(day)).toEqual(before);
  expect((await shop.verify()).filter(({ ok }) => !ok)).toEqual([]);
};

const BLANK = { at: '18 12:00:05', carrierReference: 'HB-1' };

/** A shop of whose one item the file of the 18th has a line without a reference. */
const proposed = async (): Promise<Shop> => {
  const shop = await flow.openShop();
  await shop.sell({ id: 'a', at: '18 12:00:00' });
  expect(await shop.reconcile('18', [BLANK])).toEqual(
    outcome({ lines: 1, items: 1, proposed: ['card+amount+time: a #4'] }),
  );
  return shop;
};

const APART = outcome({
  lines: 1,
  items: 1,
  breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: a -2000'],
});

describe('a proposal that was rejected', () => {
  test('counts as open until its day was run again, and is two breaks then', async () => {
    const shop = await proposed();
    const day = { source: shop.source, date: dateOf('18') };
    const { proposalId } = await reject(shop, '18');
    expect(await unsignedProposals(flow.database.pool, day)).toBe(1);
    expect(await rematch(shop, '18')).toEqual(APART);
    expect(await unsignedProposals(flow.database.pool, day)).toBe(0);
    expect(await listed(shop, '18', 'open')).toEqual([]);
    const [rejected] = await listed(shop, '18', 'rejected');
    expect(rejected).toMatchObject({ proposalId, amount: 2000, currency: 'JPY', work: null });
    // The break of the item goes on under the same id: nobody has resolved it.
    expect(rejected?.rejection?.breakIds).toHaveLength(2);
    expect(rejected?.rejection?.breakIds[0]).toBe(proposalId);
    await isRight(shop, '18');
  });

  test('stays so when the day is run once more, with the same run', async () => {
    const shop = await proposed();
    await reject(shop, '18');
    await rematch(shop, '18');
    const runOf = async () =>
      (
        await flow.database.pool.query<{ run_no: number }>(
          'select run_no from views.reconciliation_days where source = $1',
          [shop.source],
        )
      ).rows;
    const before = await runOf();
    expect(await rematch(shop, '18')).toEqual(APART);
    expect(await runOf()).toEqual(before);
  });

  test('stays so under a corrected file in which its line stands elsewhere', async () => {
    const shop = await proposed();
    await reject(shop, '18');
    const other = { at: '18 11:00:00', reference: 'stranger', card: 2 };
    await shop.hand('18', shop.file('18', [other, BLANK]), { supersede: { reason: 'Corrected' } });
    expect(await shop.day('18')).toEqual(
      outcome({
        lines: 2,
        items: 1,
        breaks: [
          'missing_in_ledger: #4 +2000',
          'missing_in_ledger: #5 +2000',
          'missing_in_statement: a -2000',
        ],
      }),
    );
    await isRight(shop, '18');
  });

  test('is not proposed by the file of the next day, which may confirm the item', async () => {
    const shop = await proposed();
    await reject(shop, '18');
    await rematch(shop, '18');
    const late = { at: '19 09:00:00', reference: 'a' };
    expect(await shop.reconcile('19', [BLANK, late])).toEqual(
      outcome({ lines: 2, alreadySeen: 1, carried: ['a #5 from 18'] }),
    );
    expect(await shop.day('18')).toEqual({
      ...APART,
      breaks: ['missing_in_ledger: #4 +2000', 'missing_in_statement: a -2000 settled on 19'],
    });
    await isRight(shop, '19');
  });

  test('of an item of the day before opens its break there again', async () => {
    const shop = await flow.openShop();
    await shop.sell({ id: 'a', at: '17 23:59:00' });
    await shop.reconcile('17', []);
    await shop.reconcile('18', [{ ...BLANK, at: '18 00:01:00' }]);
    expect((await shop.day('17'))?.breaks).toEqual(['timing: a -2000 settled on 18']);
    await reject(shop, '18');
    await rematch(shop, '18');
    expect((await shop.day('17'))?.breaks).toEqual(['missing_in_statement: a -2000']);
    expect((await shop.day('18'))?.breaks).toEqual(['missing_in_ledger: #4 +2000']);
    const [rejected] = await listed(shop, '18', 'rejected');
    expect(rejected?.rejection?.breakIds).toHaveLength(2);
    await isRight(shop, '18');
  });

  test('is taken back by matching both by hand', async () => {
    const shop = await proposed();
    const { proposalId } = await reject(shop, '18');
    await rematch(shop, '18');
    await give(proposalId, {
      type: 'ProposeResolution',
      data: {
        breakId: proposalId,
        source: shop.source,
        date: dateOf('18'),
        resolution: { kind: 'matched_by_hand', items: [`${shop.source}/a`], lines: [4] },
        currency: 'JPY',
        reasonId: 're-2',
        proposedBy: 'user:mori',
        at: instantOf(NOW),
      },
    });
    const late = { at: '19 09:00:00', reference: 'a' };
    expect(await shop.reconcile('19', [BLANK, late])).toEqual(
      outcome({ lines: 2, alreadySeen: 1, breaks: ['missing_in_ledger: #5 +2000'] }),
    );
    await isRight(shop, '19');
  });

  test('is kept apart by the worker when the process ended before the day was run', async () => {
    const shop = await proposed();
    expect(await sourcesWithOtherHandMatches(flow.database.pool)).not.toContain(shop.source);
    await reject(shop, '18');
    expect(await sourcesWithOtherHandMatches(flow.database.pool)).toContain(shop.source);
    await refreshDays(flow.dependencies, shop.source, 'job:worker');
    expect(await shop.day('18')).toEqual(APART);
    expect(await sourcesWithOtherHandMatches(flow.database.pool)).not.toContain(shop.source);
  });
});
