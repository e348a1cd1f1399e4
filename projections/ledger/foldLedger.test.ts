import type { AccountEvent } from '@chobo/domain/account/events';
import { describe, expect, test } from 'vitest';

import { credited, opened, used } from '../accounts/account.given.ts';
import { recorded } from '../runner/events.given.ts';
import { foldLedger, isLedgerEvent } from './foldLedger.ts';
import type { LedgerRows } from './foldLedger.ts';

const empty = { accounts: new Map<string, number>(), lastTransactionNo: 0 };

/** @param occurredAt UTC */
const fold = (
  events: readonly { readonly event: AccountEvent; readonly occurredAt?: string }[],
  before = empty,
): LedgerRows =>
  foldLedger(
    before,
    events
      .map(({ event, occurredAt }) =>
        recorded('account-acc-1', event, occurredAt === undefined ? {} : { occurredAt }),
      )
      .filter(isLedgerEvent),
  );

const cellsOf = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines.map((line) => line.trimEnd().split('\t'));

describe('the ledger of a batch', () => {
  test('numbers transactions and accounts in the order of the log, going on from before', () => {
    const before = {
      accounts: new Map([['asset:clearing:stripe', 1]]),
      lastTransactionNo: 41,
    };
    const rows = fold([{ event: credited('t1') }, { event: used('u1', 't1', 300) }], before);
    expect(rows.newAccounts).toEqual([
      { id: 2, name: 'liability:prepaid:harbor-mobile' },
      { id: 3, name: 'expense:carrier:harbor' },
      { id: 4, name: 'liability:carrier:harbor' },
      { id: 5, name: 'income:service' },
    ]);
    expect(cellsOf(rows.transactions).map(([no, date]) => [no, date])).toEqual([
      ['42', '2026-11-18'],
      ['43', '2026-11-18'],
    ]);
    // Transaction, entry, ledger account, date, amount, top-up where lines differ in it.
    expect(cellsOf(rows.entries)).toEqual([
      ['42', '1', '1', '2026-11-18', '1000', '\\N'],
      ['42', '2', '2', '2026-11-18', '-1000', '\\N'],
      ['42', '3', '3', '2026-11-18', '900', '\\N'],
      ['42', '4', '4', '2026-11-18', '-900', '\\N'],
      ['43', '1', '2', '2026-11-18', '300', 't1'],
      ['43', '2', '5', '2026-11-18', '-300', '\\N'],
    ]);
  });

  test('adds up each side of an account per day', () => {
    const rows = fold([{ event: credited('t1') }, { event: used('u1', 't1', 300) }]);
    expect(rows.balances[1]).toEqual({
      ledgerAccountId: 2,
      currency: 'JPY',
      date: '2026-11-18',
      debit: 300,
      credit: 1000,
    });
    const sum = rows.balances.reduce((total, { debit, credit }) => total + debit - credit, 0);
    expect(sum).toBe(0);
  });

  test('takes the day of occurrence in Japan: 15:00 UTC is midnight there', () => {
    const rows = fold([
      { event: credited('t1'), occurredAt: '2026-11-18T14:59:59.999Z' },
      { event: credited('t2'), occurredAt: '2026-11-18T15:00:00.000Z' },
    ]);
    expect(cellsOf(rows.transactions).map(([, date]) => date)).toEqual([
      '2026-11-18',
      '2026-11-19',
    ]);
  });

  test('leaves out what moves no value or is none of its types', () => {
    expect(fold([{ event: opened('acc-1') }])).toEqual({
      newAccounts: [],
      transactions: [],
      entries: [],
      balances: [],
    });
  });
});
