import type { BusinessDate } from '@chobo/domain/kernel/time';

import { IS_ACCEPTED } from '../breaks/proposals.ts';
import type { Database } from '../lists/keyset.ts';
import { IS_UNRESOLVED, LISTED_TABLES } from './queries.ts';

type Day = { readonly source: string; readonly date: BusinessDate };

/** Unresolved breaks of one day and currency. */
export type OpenBreaks = Day & {
  readonly currency: string;
  readonly count: number;
  /** Sum of the differences, whichever their signs, minor units. */
  readonly atRisk: number;
  /** How many have no amount that could be read. */
  readonly withoutAmount: number;
};

/** What is unresolved, by day and currency; of one day only where one is given. */
export const openBreaks = async (database: Database, day?: Day): Promise<readonly OpenBreaks[]> => {
  const { rows } = await database.query<OpenBreaks>(
    `select d.source, d.business_date as date, f.currency, count(*)::integer as count,
       coalesce(sum(abs(f.difference)), 0)::bigint as "atRisk",
       (count(*) filter (where f.difference is null))::integer as "withoutAmount"
     from ${LISTED_TABLES}
     where ${IS_UNRESOLVED} ${day === undefined ? '' : 'and d.source = $1 and d.business_date = $2'}
     group by d.source, d.business_date, f.currency
     order by d.business_date, d.source, f.currency`,
    day === undefined ? [] : [day.source, day.date],
  );
  return rows;
};

/**
 * Proposals of a day's current run that nobody has accepted, and such ones of
 * later days that name an item of this day: what they seem to settle here is open
 * again as soon as one is rejected, or finds another item.
 */
export const unsignedProposals = async (
  database: Database,
  { source, date }: Day,
): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from views.reconciliation_days d
     join views.findings f on f.run_no = d.run_no and f.type = 'proposal'
     left join views.break_work w on w.break_id = f.finding_id
     where d.source = $1 and not ${IS_ACCEPTED} and (d.business_date = $2
       or (d.business_date > $2 and exists (
         select from views.reconciliation_items i
         where i.item_no = any(f.item_nos) and i.source = $1 and i.business_date = $2)))`,
    [source, date],
  );
  return rows[0]?.count ?? 0;
};

/** Days at most that are told to be without their file. */
const MOST_DAYS = 31;

/**
 * Days before this one, since the source's first file, that have items of ours
 * and no file; the first of them.
 */
export const daysWithoutFile = async (
  database: Database,
  { source, date }: Day,
): Promise<readonly BusinessDate[]> => {
  const { rows } = await database.query<{ date: BusinessDate }>(
    `select day::date as date
     from generate_series(
       (select min(business_date) from views.reconciliation_days where source = $1),
       $2::date - 1, interval '1 day') as day
     where not exists (
         select from views.reconciliation_days d
         where d.source = $1 and d.business_date = day::date)
       and exists (
         select from views.reconciliation_items i
         where i.source = $1 and i.business_date = day::date)
     order by day limit ${MOST_DAYS}`,
    [source, date],
  );
  return rows.map((row) => row.date);
};
