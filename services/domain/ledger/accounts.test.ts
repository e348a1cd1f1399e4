import { describe, expect, test } from 'vitest';

import { isAdjustable, ledgerAccounts } from './accounts.ts';

describe('an adjustment', () => {
  const {
    bank,
    breakage,
    chargeback,
    fees,
    goodwill,
    overShort,
    promotion,
    refundFee,
    service,
    suspense,
    refundPayable,
    unconfirmed,
  } = ledgerAccounts;

  test.each([
    ledgerAccounts.clearing('webpay'),
    ledgerAccounts.carrierPayable('harbor'),
    ledgerAccounts.carrier('harbor'),
    ...[bank, breakage, chargeback, fees, goodwill, overShort, promotion, refundFee, service],
  ])('may post to %s', (account) => expect(isAdjustable(account)).toBe(true));

  test.each([
    ledgerAccounts.prepaid('harbor-mobile'),
    ledgerAccounts.bonus('harbor-mobile'),
    ledgerAccounts.provisionalClearing('konbini'),
    ...[suspense, refundPayable, unconfirmed],
  ])('leaves %s to what it is counted against', (account) =>
    expect(isAdjustable(account)).toBe(false),
  );

  test.each([
    '',
    'fees',
    'expense:fee',
    'expense:fees:harbor',
    'asset:clearing:',
    'asset:clearing: ',
    'asset:clearing:web pay',
    'liability:carrier',
    'asset:bank ',
  ])('knows no account %j', (account) => expect(isAdjustable(account)).toBe(false));

  test('may post to whatever the chart has, or something else is counted against it', () => {
    const names = Object.values(ledgerAccounts).map((account) =>
      typeof account === 'string' ? account : account('harbor'),
    );
    expect(names.filter((account) => !isAdjustable(account))).toEqual([
      'asset:clearing:harbor:provisional',
      'asset:suspense',
      'liability:unconfirmed',
      'liability:prepaid:harbor',
      'liability:bonus:harbor',
      'liability:refund-payable',
    ]);
  });
});
