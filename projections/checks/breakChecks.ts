import { ENDED_UNPAID } from '@chobo/domain/account/refundTerms';

import { IS_LEFT_BEHIND } from '../breaks/leftBehind.ts';
import { BREAK_WORK_TABLES } from '../breaks/queries.ts';
import { BREAK_TABLES } from '../reconciliation-days/report.ts';
import { check } from './check.ts';

/** An item or line that one break has used is not used by another: its amount would count twice. */
export const partsAreUsedOnce = check({
  name: 'parts-are-used-once',
  holds: 'No item and no line settles two breaks',
  wrong: `
    select format('break %s of %s on %s is resolved, and its part is matched by hand in break %s',
                  f.finding_id, d.source, d.business_date, covered.break_id) as found
      from ${BREAK_TABLES} ${BREAK_WORK_TABLES}
     where w.status = 'resolved' and covered.break_id is not null
    union all
    select format('%s of %s is matched by hand in breaks %s and %s',
                  coalesce('item ' || one.item_id, 'line ' || one.file_line || ' of ' || one.business_date),
                  one.source, one.break_id, other.break_id)
      from views.hand_matches one
      join views.hand_matches other on other.source = one.source and other.break_id > one.break_id
       and (other.item_id = one.item_id
         or (other.file_line = one.file_line and other.business_date = one.business_date))
     where one.until_no is null and other.until_no is null`,
});

/** What a posting made right has come right by itself since: together they are wrong. */
export const postingsHaveTheirBreak = check({
  name: 'postings-have-their-break',
  holds: 'No posting stands for a break that is no more or that a later file has settled',
  wrong: `
    select format('break %s of %s on %s: %s %s', w.break_id, w.source, w.business_date, w.amount,
                  w.currency) as found
      from views.break_work w
     where w.status = 'resolved' and ${IS_LEFT_BEHIND}`,
});

const PAYS_NOTHING = `(${ENDED_UNPAID.map((state) => `'${state}'`).join(', ')})`;

/** A refund may be declined, or fail, after it has resolved a break. */
export const refundsPayBack = check({
  name: 'refunds-pay-back',
  holds: 'No break is resolved by a refund that pays nothing back',
  wrong: `
    select format('break %s of %s on %s is resolved by refund %s, which is %s', w.break_id, w.source,
                  w.business_date, r.refund_id, r.state) as found
      from views.break_work w
      join views.refunds r on r.refund_id = w.resolution ->> 'refundId'
     where w.status = 'resolved' and r.state in ${PAYS_NOTHING}
       and not exists (
         select from views.refunds other
         where other.refund_id = r.refund_id
           and other.state not in ${PAYS_NOTHING})`,
});
