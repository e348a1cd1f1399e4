import type { BusinessDate } from '@chobo/domain/kernel/time';

import { IS_ACCEPTED } from '../breaks/proposals.ts';
import type { Database } from '../lists/keyset.ts';
import { DAY_COLUMNS, DAY_TABLES, type DaySummary } from './report.ts';

/** Days of all sources from a date on, and older ones that are not closed; newest first. */
export const boardDays = async (
  database: Database,
  { from, limit }: { readonly from: BusinessDate; readonly limit: number },
): Promise<readonly DaySummary[]> => {
  const { rows } = await database.query<DaySummary>(
    `select ${DAY_COLUMNS} from ${DAY_TABLES}
     where d.business_date >= $1 or d.state <> 'closed'
     order by d.business_date desc, d.source limit $2`,
    [from, limit],
  );
  return rows;
};

/** Days without a file that are told of one source at most; the first come first. */
const MOST_DAYS = 1_000;

/** Days since each source's first file, up to a date, for which no file was accepted. */
export const daysWithoutAnyFile = async (
  database: Database,
  to: BusinessDate,
): Promise<readonly { readonly source: string; readonly date: BusinessDate }[]> => {
  const { rows } = await database.query<{ source: string; date: BusinessDate }>(
    `select begun.source, gap.date
     from (select source, min(business_date) as first
           from views.reconciliation_days group by source) begun
     cross join lateral (
       select day::date as date from generate_series(begun.first, $1::date, interval '1 day') as day
       where not exists (
         select from views.reconciliation_days d
         where d.source = begun.source and d.business_date = day::date)
       order by day limit ${MOST_DAYS}) gap
     order by begun.source, gap.date`,
    [to],
  );
  return rows;
};

/** Proposals of all current runs that nobody has accepted. */
export const countUnsignedProposals = async (database: Database): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from views.reconciliation_days d
     join views.findings f on f.run_no = d.run_no and f.type = 'proposal'
     left join views.break_work w on w.break_id = f.finding_id
     where not ${IS_ACCEPTED}`,
  );
  return rows[0]?.count ?? 0;
};
