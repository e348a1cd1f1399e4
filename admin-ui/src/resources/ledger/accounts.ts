/** A ledger account as the words for it have it: the key of its kind, and whose it is. */
export type AccountName = { readonly kind: string; readonly whose: string | null };

const OWNED =
  /^(asset:clearing|liability:prepaid|liability:bonus|liability:carrier|expense:carrier):/;

/**
 * Reads a name of the chart: `liability:prepaid:harbor-mobile` is the prepaid
 * liability of that brand, `asset:clearing:<provider>:provisional` the part of
 * a provider's clearing that is not confirmed.
 */
export const readAccountName = (ledgerAccount: string): AccountName => {
  const provisional = ledgerAccount.endsWith(':provisional');
  const name = provisional ? ledgerAccount.slice(0, -':provisional'.length) : ledgerAccount;
  const [, owned] = OWNED.exec(name) ?? [];
  const kind = (owned ?? name).replaceAll(/[:-]/g, '_');
  return {
    kind: provisional ? `${kind}_provisional` : kind,
    whose: owned === undefined ? null : name.slice(owned.length + 1),
  };
};

/** Where the postings of a ledger account are listed, up to a day. */
export const postingsAddress = (ledgerAccount: string, to: string | null): string => {
  const filter = JSON.stringify({ ledgerAccount, ...(to !== null && { to }) });
  return `/ledger-entries?filter=${encodeURIComponent(filter)}`;
};
