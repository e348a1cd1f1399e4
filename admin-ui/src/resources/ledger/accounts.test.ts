import { expect, it } from 'vitest';

import en from '../../i18n/en';
import { postingsAddress, readAccountName } from './accounts';

it.each([
  ['asset:clearing:webpay', 'asset_clearing', 'webpay'],
  ['asset:clearing:konbini:provisional', 'asset_clearing_provisional', 'konbini'],
  ['asset:bank', 'asset_bank', null],
  ['asset:suspense', 'asset_suspense', null],
  ['liability:unconfirmed', 'liability_unconfirmed', null],
  ['liability:prepaid:harbor-mobile', 'liability_prepaid', 'harbor-mobile'],
  ['liability:bonus:harbor-mobile', 'liability_bonus', 'harbor-mobile'],
  ['liability:refund-payable', 'liability_refund_payable', null],
  ['liability:carrier:harbor', 'liability_carrier', 'harbor'],
  ['expense:carrier:harbor', 'expense_carrier', 'harbor'],
  ['expense:promotion', 'expense_promotion', null],
  ['expense:chargeback', 'expense_chargeback', null],
  ['expense:goodwill', 'expense_goodwill', null],
  ['expense:over-short', 'expense_over_short', null],
  ['income:service', 'income_service', null],
  ['income:refund-fee', 'income_refund_fee', null],
  ['income:breakage', 'income_breakage', null],
])('%s has words of its own', (ledgerAccount, kind, whose) => {
  expect(readAccountName(ledgerAccount)).toEqual({ kind, whose });
  expect(Object.keys(en.chobo.ledger.accounts)).toContain(kind);
});

it('leads to the postings of an account up to a day', () => {
  const [, search] = postingsAddress('asset:bank', '2026-11-18').split('?');
  expect(new URLSearchParams(search).get('filter')).toBe(
    '{"ledgerAccount":"asset:bank","to":"2026-11-18"}',
  );
});
