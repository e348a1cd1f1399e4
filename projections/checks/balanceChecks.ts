import { check } from './check.ts';

/** Nothing leaves a lot that was not in it, and each amount has gone somewhere. */
export const lotsConserveValue = check({
  name: 'lots-conserve-value',
  holds: 'Each lot accounts for all that was ever in it, and holds no more than it has',
  wrong: `
    select format('lot %s of account %s', lot_id, account_id) as found
      from views.lots
     where initial + adjusted <> remaining + used + expired + refunded + clawed_back + reversed
        or held < 0 or held > remaining or remaining < 0`,
});

/**
 * Refunds that we decided never exceed the price less what had been charged
 * back when they were approved. What a provider takes back afterwards is a fact,
 * so a reversal recorded after the last approval is left out of the sum.
 */
export const refundsWithinPrice = check({
  name: 'refunds-within-price',
  holds: 'Refunds of a top-up never exceed its price less what was charged back before',
  wrong: `
    with decided as (
      select r.top_up_id, sum(r.payback) as payback, max(r.decided_at_ms) as last_decided
        from views.refunds r
       where r.state in ('approved', 'sent', 'paid', 'evidenced') group by r.top_up_id
    ), charged_back as (
      select d.top_up_id, sum(e.amount) as amount
        from decided d
        join views.top_ups u using (top_up_id)
        join views.timeline e on e.account_id = u.account_id and e.type = 'TopUpReversed'
                             and e.subject = d.top_up_id and e.at_ms <= d.last_decided
       group by d.top_up_id
    )
    select format('top-up %s: price %s, charged back %s, refunds %s', u.top_up_id, u.price,
                  coalesce(c.amount, 0), d.payback) as found
      from decided d join views.top_ups u using (top_up_id)
      left join charged_back c using (top_up_id)
     where d.payback > u.price - coalesce(c.amount, 0)`,
});

/** Every claim of a payment has its credit or its refusal. */
export const claimsAreSettled = check({
  name: 'claims-are-settled',
  holds: 'Every payment that was claimed is credited or refused',
  wrong: `
    select format('payment %s for top-up %s of account %s', payment, top_up_id, account_id) as found
      from views.payment_claims where state = 'pending'`,
});

/** Every credited top-up has the lot that it opened, and none other. */
export const creditsHaveLots = check({
  name: 'credits-have-lots',
  holds: 'Every credited top-up has its lot with the value that was credited',
  wrong: `
    select format('top-up %s of account %s', t.top_up_id, t.account_id) as found
      from (select * from views.top_ups where status in ('credited', 'reversed')) t
      full join (select * from views.lots where bucket = 'paid') l
        on l.account_id = t.account_id and l.lot_id = t.top_up_id
     where t.value is distinct from l.initial`,
});
