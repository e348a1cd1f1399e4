import type { Bucket } from '@chobo/domain/account/events';

import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';

/** What one bucket of an account holds and where the rest went; minor units. */
export type BucketBalance = {
  /** What is left, held amounts included: what we owe. */
  readonly remaining: number;
  readonly held: number;
  /** Left and not held. */
  readonly available: number;
  readonly used: number;
  readonly expired: number;
  readonly refunded: number;
  readonly clawedBack: number;
  readonly reversed: number;
};

/** Paid value and bonus, never added up: one is owed, the other promised. */
export type Balance = Readonly<Record<Bucket, BucketBalance>>;

/** A piece of the balance with its own end; minor units. */
export type LotView = BucketBalance & {
  readonly lotId: string;
  readonly bucket: Bucket;
  readonly topUpId: string | null;
  readonly creditedAtMs: number;
  /** First instant after its validity; null while that has not begun. */
  readonly expiresAtMs: number | null;
  readonly initial: number;
  readonly adjusted: number;
};

export type AccountView = {
  readonly accountId: string;
  readonly brand: string;
  readonly plan: string;
  readonly currency: string;
  readonly openedAtMs: number;
  readonly activatedAtMs: number | null;
  readonly validUntilMs: number | null;
  readonly lapsedAtMs: number | null;
  readonly balance: Balance;
};

export type AccountFilter = { readonly brand?: string; readonly plan?: string };
export type AccountSort = 'openedAt' | 'accountId';

const accountColumns = `
  account_id as "accountId", brand, plan, currency, opened_at_ms as "openedAtMs",
  activated_at_ms as "activatedAtMs", valid_until_ms as "validUntilMs",
  lapsed_at_ms as "lapsedAtMs"`;

const nothing: BucketBalance = {
  remaining: 0,
  held: 0,
  available: 0,
  used: 0,
  expired: 0,
  refunded: 0,
  clawedBack: 0,
  reversed: 0,
};

type AccountRow = Omit<AccountView, 'balance'>;

const withBalances = async (
  database: Database,
  accounts: readonly AccountRow[],
): Promise<readonly AccountView[]> => {
  const balances = await balancesOf(
    database,
    accounts.map(({ accountId }) => accountId),
  );
  return accounts.map((account) => ({
    ...account,
    balance: balances.get(account.accountId) ?? { paid: nothing, bonus: nothing },
  }));
};

/** The balances of accounts; one that never had a lot has none. */
export const balancesOf = async (
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Balance>> => {
  const { rows } = await database.query<BucketBalance & { accountId: string; bucket: Bucket }>(
    `select account_id as "accountId", bucket, sum(remaining)::bigint as remaining,
            sum(held)::bigint as held, sum(remaining - held)::bigint as available,
            sum(used)::bigint as used, sum(expired)::bigint as expired,
            sum(refunded)::bigint as refunded, sum(clawed_back)::bigint as "clawedBack",
            sum(reversed)::bigint as reversed
       from views.lots where account_id = any($1) group by account_id, bucket`,
    [accountIds],
  );
  const balances = new Map<string, Balance>();
  for (const { accountId, bucket, ...amounts } of rows) {
    const others = balances.get(accountId) ?? { paid: nothing, bonus: nothing };
    balances.set(accountId, { ...others, [bucket]: amounts });
  }
  return balances;
};

/** One account with its balance; null when there is none of that id. */
export const accountById = async (
  database: Database,
  accountId: string,
): Promise<AccountView | null> => {
  const { rows } = await database.query<AccountRow>(
    `select ${accountColumns} from views.accounts where account_id = $1`,
    [accountId],
  );
  const [account] = await withBalances(database, rows);
  return account ?? null;
};

/** The lots of an account in the order in which use takes from them. */
export const lotsOf = async (
  database: Database,
  accountId: string,
): Promise<readonly LotView[]> => {
  const { rows } = await database.query<LotView>(
    `select lot_id as "lotId", bucket, top_up_id as "topUpId", credited_at_ms as "creditedAtMs",
            expires_at_ms as "expiresAtMs", initial, adjusted, remaining, held,
            remaining - held as available, used, expired, refunded,
            clawed_back as "clawedBack", reversed
       from views.lots where account_id = $1
      order by expires_at_ms nulls last, bucket desc, credited_at_ms, lot_id`,
    [accountId],
  );
  return rows;
};

/** Accounts, newest first unless said; each with its balance. @throws InvalidCursor */
export const listAccounts = async (
  database: Database,
  filter: AccountFilter,
  page: PageRequest<AccountSort>,
): Promise<Page<AccountView>> => {
  const where = createConditions();
  where.add('brand = ?', filter.brand);
  where.add('plan = ?', filter.plan);
  const found = await readPage<AccountRow, AccountSort>(
    database,
    {
      ...where,
      select: accountColumns,
      from: 'views.accounts',
      sorts: { openedAt: ['opened_at_ms', 'account_id'], accountId: ['account_id'] },
      defaultSort: { field: 'openedAt', direction: 'desc' },
    },
    page,
  );
  return { ...found, data: await withBalances(database, found.data) };
};

/** Accounts that hold something whose validity has ended, the longest ended first: what the expiry job works off. */
export const accountsToExpire = async (
  database: Database,
  nowMs: number,
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await database.query<{ accountId: string }>(
    `select account_id as "accountId" from views.lots
      where remaining > held and remaining > 0 and expires_at_ms <= $1
      group by account_id order by min(expires_at_ms), account_id limit $2`,
    [nowMs, limit],
  );
  return rows.map(({ accountId }) => accountId);
};
