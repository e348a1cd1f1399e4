import type { BusinessDate } from '@chobo/domain/kernel/time';

import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';

/** One line of a transaction. */
export type LedgerEntry = {
  /** Numbered from 1 in the order of the log. */
  readonly transactionNo: number;
  readonly entryNo: number;
  /** Day of occurrence in JST. */
  readonly date: BusinessDate;
  readonly atMs: number;
  /** The event behind it, by type, stream and revision. */
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly ledgerAccount: string;
  /** Minor units: debit positive, credit negative. */
  readonly amount: number;
  readonly currency: string;
  readonly accountId: string | null;
  readonly source: string | null;
  readonly topUpId: string | null;
  readonly refundId: string | null;
};

export type LedgerEntryFilter = {
  /** The balance that an entry belongs to. */
  readonly accountId?: string;
  /** Name in the chart, e.g. `liability:prepaid:harbor-mobile`. */
  readonly ledgerAccount?: string;
  readonly currency?: string;
  readonly from?: BusinessDate;
  /** Inclusive. */
  readonly to?: BusinessDate;
  /** All lines of one transaction. */
  readonly transactionNo?: number;
  readonly refundId?: string;
};

/** What was on a ledger account before a stretch of days, what came, and what is there after it. */
export type LedgerMovement = {
  readonly currency: string;
  /** Debit − credit, as all balances; minor units. */
  readonly opening: number;
  readonly debit: number;
  readonly credit: number;
  readonly closing: number;
};

/** What is on both sides of a ledger account; minor units, not negative. */
export type LedgerBalance = {
  readonly ledgerAccount: string;
  readonly currency: string;
  readonly debit: number;
  readonly credit: number;
  /** Debit − credit. */
  readonly balance: number;
};

const entryColumns = `
  e.transaction_no as "transactionNo", e.entry_no as "entryNo", e.date, t.at_ms as "atMs", t.type,
  t.stream, t.revision, l.name as "ledgerAccount", e.amount, t.currency,
  t.account_id as "accountId", t.source, coalesce(e.top_up_id, t.top_up_id) as "topUpId",
  t.refund_id as "refundId"`;

const entries = `
  views.ledger_entries e
  join views.ledger_transactions t using (transaction_no)
  join views.ledger_accounts l using (ledger_account_id)`;

/** Entries of the ledger, newest day first unless said. @throws InvalidCursor */
export const listLedgerEntries = async (
  database: Database,
  filter: LedgerEntryFilter,
  page: PageRequest<'date'>,
): Promise<Page<LedgerEntry>> => {
  const where = createConditions();
  where.add('t.account_id = ?', filter.accountId);
  where.add(
    `e.ledger_account_id = (select ledger_account_id from views.ledger_accounts where name = ?)`,
    filter.ledgerAccount,
  );
  where.add('t.currency = ?', filter.currency);
  where.add('e.date >= ?::date', filter.from);
  where.add('e.date <= ?::date', filter.to);
  where.add('e.transaction_no = ?', filter.transactionNo);
  where.add('t.refund_id = ?', filter.refundId);
  return readPage<LedgerEntry, 'date'>(
    database,
    {
      ...where,
      select: entryColumns,
      from: entries,
      sorts: { date: ['e.date', 'e.transaction_no', 'e.entry_no'] },
      defaultSort: { field: 'date', direction: 'desc' },
    },
    page,
  );
};

/** The trial balance at the end of a day (of all days unless said), by account and currency. */
export const trialBalance = async (
  database: Database,
  asOf?: BusinessDate,
): Promise<readonly LedgerBalance[]> => {
  const { rows } = await database.query<LedgerBalance>(
    `select l.name as "ledgerAccount", b.currency, sum(b.debit)::bigint as debit,
            sum(b.credit)::bigint as credit, sum(b.debit - b.credit)::bigint as balance
       from views.ledger_balances b join views.ledger_accounts l using (ledger_account_id)
      where $1::date is null or b.date <= $1::date
      group by l.name, b.currency order by l.name, b.currency`,
    [asOf ?? null],
  );
  return rows;
};

/** The ledger of one account at the end of a day (of all days unless said). */
export const accountLedger = async (
  database: Database,
  accountId: string,
  asOf?: BusinessDate,
): Promise<readonly LedgerBalance[]> => {
  const { rows } = await database.query<LedgerBalance>(
    `select l.name as "ledgerAccount", t.currency,
            coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint as debit,
            coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::bigint as credit,
            sum(e.amount)::bigint as balance
       from ${entries}
      where t.account_id = $1 and ($2::date is null or e.date <= $2::date)
      group by l.name, t.currency order by l.name, t.currency`,
    [accountId, asOf ?? null],
  );
  return rows;
};

/**
 * One ledger account over a stretch of days, by currency; null when there is none of that name.
 *
 * @param from first day; from the beginning unless said
 * @param to last day; to the end unless said
 */
export const ledgerMovements = async (
  database: Database,
  ledgerAccount: string,
  { from, to }: { readonly from?: BusinessDate; readonly to?: BusinessDate },
): Promise<readonly LedgerMovement[] | null> => {
  const { rows } = await database.query<
    Omit<LedgerMovement, 'currency'> & { readonly currency: string | null }
  >(
    `select b.currency,
            coalesce(sum(b.debit - b.credit) filter (where b.date < $2::date), 0)::bigint as opening,
            coalesce(sum(b.debit) filter (where $2::date is null or b.date >= $2), 0)::bigint as debit,
            coalesce(sum(b.credit) filter (where $2::date is null or b.date >= $2), 0)::bigint as credit,
            coalesce(sum(b.debit - b.credit), 0)::bigint as closing
       from views.ledger_accounts l
       left join views.ledger_balances b on b.ledger_account_id = l.ledger_account_id
        and ($3::date is null or b.date <= $3)
      where l.name = $1 group by b.currency order by b.currency`,
    [ledgerAccount, from ?? null, to ?? null],
  );
  return rows.length === 0
    ? null
    : rows.filter((row): row is LedgerMovement => row.currency !== null);
};
