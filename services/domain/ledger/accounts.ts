import type { Bucket } from '../account/events.ts';

/**
 * The chart of accounts. A name is `<class>:<what>[:<whose>]`; the
 * class is one of asset, liability, income and expense.
 */
export const ledgerAccounts = {
  clearing: (provider: string) => `asset:clearing:${provider}`,
  provisionalClearing: (provider: string) => `asset:clearing:${provider}:provisional`,
  bank: 'asset:bank',
  suspense: 'asset:suspense',
  unconfirmed: 'liability:unconfirmed',
  prepaid: (brand: string) => `liability:prepaid:${brand}`,
  bonus: (brand: string) => `liability:bonus:${brand}`,
  refundPayable: 'liability:refund-payable',
  carrierPayable: (carrier: string) => `liability:carrier:${carrier}`,
  service: 'income:service',
  refundFee: 'income:refund-fee',
  breakage: 'income:breakage',
  promotion: 'expense:promotion',
  goodwill: 'expense:goodwill',
  chargeback: 'expense:chargeback',
  carrier: (carrier: string) => `expense:carrier:${carrier}`,
  fees: 'expense:fees',
  overShort: 'expense:over-short',
} as const;

/** What a bucket of a brand's accounts owes to its customers. */
export const bucketAccount = (bucket: Bucket, brand: string): string =>
  bucket === 'paid' ? ledgerAccounts.prepaid(brand) : ledgerAccounts.bonus(brand);

/**
 * What an adjustment may post to; a name that ends with a colon takes whose it is.
 * Left out are suspense, which is the other side of each, and the accounts that
 * something else is counted against: what is owed to customers against their lots,
 * refunds to be paid against the refunds, payments not confirmed yet (on either
 * side) against those payments. Those change with what they are counted against.
 */
export const ADJUSTABLE_ACCOUNTS: readonly string[] = [
  ledgerAccounts.bank,
  ledgerAccounts.clearing(''),
  ledgerAccounts.carrierPayable(''),
  ledgerAccounts.carrier(''),
  ledgerAccounts.fees,
  ledgerAccounts.overShort,
  ledgerAccounts.chargeback,
  ledgerAccounts.promotion,
  ledgerAccounts.goodwill,
  ledgerAccounts.service,
  ledgerAccounts.breakage,
  ledgerAccounts.refundFee,
];

/** Whether an adjustment may post to an account: one of the chart that nothing else is counted against. */
export const isAdjustable = (ledgerAccount: string): boolean =>
  ADJUSTABLE_ACCOUNTS.some((name) =>
    name.endsWith(':')
      ? ledgerAccount.startsWith(name) && /^[^\s:]+$/.test(ledgerAccount.slice(name.length))
      : ledgerAccount === name,
  );
