import type { Money } from '../../api/answers';

export type LedgerBalance = {
  readonly ledgerAccount: string;
  readonly debit: Money;
  readonly credit: Money;
  /** Debit − credit. */
  readonly balance: Money;
};

export type TrialBalance = {
  readonly asOf: string | null;
  readonly balances: readonly LedgerBalance[];
  readonly totals: readonly {
    readonly debit: Money;
    readonly credit: Money;
    readonly difference: Money;
  }[];
};

export type LedgerEntry = {
  readonly transactionNo: number;
  readonly entryNo: number;
  readonly date: string;
  readonly at: string;
  readonly ledgerAccount: string;
  /** Debit positive, credit negative. */
  readonly amount: Money;
  readonly event: { readonly type: string; readonly stream: string; readonly revision: number };
  readonly accountId: string | null;
  readonly source: string | null;
  readonly topUpId: string | null;
  readonly refundId: string | null;
};

/** A ledger account over a stretch of days. */
export type LedgerAccount = {
  readonly movements: readonly {
    readonly opening: Money;
    readonly debit: Money;
    readonly credit: Money;
    readonly closing: Money;
  }[];
};
