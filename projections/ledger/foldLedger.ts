import type { AccountEvent } from '@chobo/domain/account/events';
import type { BreakEvent } from '@chobo/domain/break/events';
import { businessDateOf, epochMs } from '@chobo/domain/kernel/time';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import { postingsOf } from '@chobo/domain/ledger/postings';
import type { Transaction } from '@chobo/domain/ledger/transaction';

import type { RecordedEvent } from '@chobo/event-store/port';

import { copyLine } from '../rows/copy.ts';
import { streamId } from '../runner/eventTypes.ts';
import type { Recorded } from '../runner/eventTypes.ts';

type ValueEvent = AccountEvent | BreakEvent;

/** Types of events that can move value. */
export const ledgerTypes = [
  'TopUpPaidProvisionally',
  'TopUpCredited',
  'CarrierChargeCancelled',
  'TopUpFailed',
  'TopUpReversed',
  'BonusGranted',
  'UsageRecorded',
  'RefundApproved',
  'RefundCancelled',
  'RefundPaid',
  'RefundFailed',
  'BalanceExpired',
  'BalanceAdjusted',
  'BreakResolved',
  'BreakResolutionUndone',
] as const satisfies readonly ValueEvent['type'][];

/** An event that can move value. */
export type LedgerEvent = Recorded<Extract<ValueEvent, { type: (typeof ledgerTypes)[number] }>>;

const types: ReadonlySet<string> = new Set(ledgerTypes);

/** Whether an event of the log can move value; its name decides its shape. */
export const isLedgerEvent = (event: RecordedEvent): event is LedgerEvent => types.has(event.type);

/** What is on each side of one ledger account, currency and day; minor units, not negative. */
export type DayBalance = {
  readonly ledgerAccountId: number;
  readonly currency: string;
  readonly date: BusinessDate;
  debit: number;
  credit: number;
};

/** The rows of one batch, as they go to the database. */
export type LedgerRows = {
  /** Ledger accounts that appear for the first time, in this order. */
  readonly newAccounts: readonly { readonly id: number; readonly name: string }[];
  readonly transactions: readonly string[];
  readonly entries: readonly string[];
  readonly balances: readonly DayBalance[];
};

/** What the tables hold before the batch. */
export type LedgerBefore = {
  readonly accounts: ReadonlyMap<string, number>;
  readonly lastTransactionNo: number;
};

export const transactionColumns = [
  'transaction_no',
  'date',
  'at_ms',
  'type',
  'currency',
  'stream',
  'revision',
  'account_id',
  'source',
  'top_up_id',
  'refund_id',
] as const;

export const entryColumns = [
  'transaction_no',
  'entry_no',
  'ledger_account_id',
  'date',
  'amount',
  'top_up_id',
] as const;

const DAY_MS = 86_400_000;
const JST_OFFSET_MS = 9 * 3_600_000;

/** The business date in JST, worked out once per day and not once per event. */
const createCalendar = (): ((ms: number) => BusinessDate) => {
  const dates = new Map<number, BusinessDate>();
  return (ms) => {
    const day = Math.floor((ms + JST_OFFSET_MS) / DAY_MS);
    let date = dates.get(day);
    if (date === undefined) {
      date = businessDateOf(ms);
      dates.set(day, date);
    }
    return date;
  };
};

/** The top-up that all lines agree on; null when they differ or have none. */
const commonTopUp = (transaction: Transaction): string | null => {
  const first = transaction[0]?.keys.topUpId ?? null;
  return transaction.every(({ keys }) => keys.topUpId === first) ? first : null;
};

/**
 * Folds a batch into the rows that it adds to the ledger.
 *
 * @throws RangeError when an event's transaction does not balance
 */
export const foldLedger = (before: LedgerBefore, events: readonly LedgerEvent[]): LedgerRows => {
  const accounts = new Map(before.accounts);
  const newAccounts: { id: number; name: string }[] = [];
  const balances = new Map<string, DayBalance>();
  const transactions: string[] = [];
  const entries: string[] = [];
  const dateOf = createCalendar();
  let transactionNo = before.lastTransactionNo;

  const accountIdOf = (name: string): number => {
    const known = accounts.get(name);
    if (known !== undefined) return known;
    const id = accounts.size + 1;
    accounts.set(name, id);
    newAccounts.push({ id, name });
    return id;
  };

  const addToBalance = (
    ledgerAccountId: number,
    currency: string,
    date: BusinessDate,
    amount: number,
  ): void => {
    const key = `${ledgerAccountId} ${currency} ${date}`;
    let balance = balances.get(key);
    if (balance === undefined) {
      balance = { ledgerAccountId, currency, date, debit: 0, credit: 0 };
      balances.set(key, balance);
    }
    if (amount > 0) balance.debit += amount;
    else balance.credit -= amount;
  };

  for (const event of events) {
    const isOfAccount = event.stream.startsWith('account-');
    const facts = { accountId: isOfAccount ? streamId(event.stream) : null };
    const transaction = postingsOf(event, facts);
    const [first] = transaction;
    if (first === undefined) continue;
    transactionNo += 1;
    const atMs = epochMs(event.metadata.occurredAt);
    const date = dateOf(atMs);
    const { currency, keys } = first;
    const topUpId = commonTopUp(transaction);
    const { type, stream, revision } = event;
    const own = [keys.accountId, keys.source, topUpId, keys.refundId];
    transactions.push(
      copyLine([transactionNo, date, atMs, type, currency, stream, revision, ...own]),
    );
    let entryNo = 0;
    for (const posting of transaction) {
      entryNo += 1;
      const id = accountIdOf(posting.account);
      const entryTopUp = topUpId === null ? posting.keys.topUpId : null;
      entries.push(copyLine([transactionNo, entryNo, id, date, posting.amount, entryTopUp]));
      addToBalance(id, currency, date, posting.amount);
    }
  }
  return { newAccounts, transactions, entries, balances: [...balances.values()] };
};
