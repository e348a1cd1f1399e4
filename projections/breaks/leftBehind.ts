import type { BusinessDate } from '@chobo/domain/kernel/time';

import type { Database } from '../lists/keyset.ts';
import { BREAK_TABLES } from '../reconciliation-days/report.ts';
import type { BreakWorkStatus } from './foldBreaks.ts';

/** Over the work `w` on a break: its day has been run, and the run that counts has no such break and no such proposal. */
const IS_GONE = `exists (
    select from views.reconciliation_days day
    where day.source = w.source and day.business_date = w.business_date and day.run_no is not null
      and not exists (
        select from views.findings left_one
        where left_one.finding_id = w.break_id and left_one.run_no = day.run_no))`;

/**
 * Over the work `w` on breaks: it posts something, or would, for a break that is
 * no more or that a later file has settled. What it stood for has come right by
 * itself, so the posting makes it wrong again.
 */
export const IS_LEFT_BEHIND = `w.status <> 'open' and w.amount <> 0 and (${IS_GONE} or exists (
    select from ${BREAK_TABLES}
    where d.source = w.source and d.business_date = w.business_date
      and f.finding_id = w.break_id and settled.on_date is not null))`;

/** Work on a break that no current run has. */
export type WorkOnGone = {
  readonly breakId: string;
  readonly source: string;
  readonly date: BusinessDate;
  readonly status: BreakWorkStatus;
};

/** The work on what runs have made before and make no more, by its id; null when there is none. */
export const findWorkOnGone = async (
  database: Database,
  breakId: string,
): Promise<WorkOnGone | null> => {
  const { rows } = await database.query<WorkOnGone>(
    `select w.break_id as "breakId", w.source, w.business_date as date, w.status
     from views.break_work w where w.break_id = $1 and ${IS_GONE}`,
    [breakId],
  );
  return rows[0] ?? null;
};

/** A posting that is to be taken back, or a proposal of one. */
export type WorkLeftBehind = {
  readonly breakId: string;
  readonly source: string;
  readonly date: BusinessDate;
  /** What it posts, minor units. */
  readonly amount: number;
  readonly currency: string;
};

/** Breaks that are told at most. */
const MOST_TOLD = 31;

/** Work that is left behind, the oldest day first; of one day only where one is given. */
export const workLeftBehind = async (
  database: Database,
  day?: { readonly source: string; readonly date: BusinessDate },
): Promise<readonly WorkLeftBehind[]> => {
  const { rows } = await database.query<WorkLeftBehind>(
    `select w.break_id as "breakId", w.source, w.business_date as date, w.amount, w.currency
     from views.break_work w
     where ${IS_LEFT_BEHIND}
       ${day === undefined ? '' : 'and w.source = $1 and w.business_date = $2'}
     order by w.business_date, w.source, w.break_id limit ${MOST_TOLD}`,
    day === undefined ? [] : [day.source, day.date],
  );
  return rows;
};
