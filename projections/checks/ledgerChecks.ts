import { check } from './check.ts';

/** Each transaction sums to zero. */
export const transactionsSumToZero = check({
  name: 'transactions-sum-to-zero',
  holds: 'Each transaction of the ledger sums to zero',
  wrong: `
    select format('transaction %s (%s of %s, revision %s) is out by %s %s',
                  t.transaction_no, t.type, t.stream, t.revision, s.amount, t.currency) as found
      from (select transaction_no, sum(amount) as amount from views.ledger_entries
             group by transaction_no having sum(amount) <> 0) s
      join views.ledger_transactions t using (transaction_no)`,
});

/** The trial balance sums to zero in each currency. */
export const trialBalanceSumsToZero = check({
  name: 'trial-balance-sums-to-zero',
  holds: 'The trial balance sums to zero in each currency',
  wrong: `
    select format('%s is out by %s', currency, sum(debit - credit)) as found
      from views.ledger_balances group by currency having sum(debit - credit) <> 0`,
});

/** Daily balances are the sums of the entries that they stand for. */
export const balancesAreSumsOfEntries = check({
  name: 'balances-are-sums-of-entries',
  holds: 'The balance of each ledger account and day is the sum of its entries',
  wrong: `
    select format('%s on %s: entries %s, balance %s', l.name, date, e.amount, b.amount) as found
      from (select ledger_account_id, currency, e.date, sum(amount) as amount
              from views.ledger_entries e join views.ledger_transactions using (transaction_no)
             group by ledger_account_id, currency, e.date) e
      full join (select ledger_account_id, currency, date, debit - credit as amount
                   from views.ledger_balances) b using (ledger_account_id, currency, date)
      join views.ledger_accounts l using (ledger_account_id)
     where e.amount is distinct from b.amount`,
});

/** What customers' lots hold is what the ledger says that we owe and promise, per brand and currency. */
export const lotsAreLiabilities = check({
  name: 'lots-are-liabilities',
  holds:
    'What remains in lots is what prepaid and bonus liabilities stand at, by brand and currency',
  wrong: `
    select format('%s %s: lots %s, ledger %s', name, currency,
                  coalesce(l.amount, 0), coalesce(b.amount, 0)) as found
      from (select case lots.bucket when 'paid' then 'liability:prepaid:' else 'liability:bonus:' end
                     || accounts.brand as name,
                   accounts.currency, sum(lots.remaining) as amount
              from views.lots join views.accounts using (account_id) group by 1, 2) l
      full join (select name, currency, sum(credit - debit) as amount
                   from views.ledger_balances join views.ledger_accounts using (ledger_account_id)
                  where name like 'liability:prepaid:%' or name like 'liability:bonus:%'
                  group by 1, 2) b using (name, currency)
     where coalesce(l.amount, 0) <> coalesce(b.amount, 0)`,
});

/** What we owe for refunds is what was approved and is not yet paid. */
export const refundPayableIsApprovedRefunds = check({
  name: 'refund-payable-is-approved-refunds',
  holds: 'What is payable for refunds is what was approved and not yet paid',
  wrong: `
    select format('%s: ledger %s, refunds %s', currency,
                  coalesce(b.amount, 0), coalesce(r.amount, 0)) as found
      from (select currency, sum(credit - debit) as amount
              from views.ledger_balances join views.ledger_accounts using (ledger_account_id)
             where name = 'liability:refund-payable' group by currency) b
      full join (select currency, sum(payback - fee) as amount
                   from views.refunds where state in ('approved', 'sent') group by currency) r
        using (currency)
     where coalesce(b.amount, 0) <> coalesce(r.amount, 0)`,
});
