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
  overShort: 'expense:over-short',
} as const;

/** What a bucket of a brand's accounts owes to its customers. */
export const bucketAccount = (bucket: Bucket, brand: string): string =>
  bucket === 'paid' ? ledgerAccounts.prepaid(brand) : ledgerAccounts.bonus(brand);
