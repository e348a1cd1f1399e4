import type { BusinessDate } from '@chobo/domain/kernel/time';

import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '../lists/keyset.ts';
import { LISTED_COLUMNS, LISTED_TABLES, type ListedBreak } from './queries.ts';

/**
 * Breaks whose item or line the run of day `$2` of source `$1` speaks of: what it
 * can have settled, found without looking at every break that there was.
 */
const SPOKEN_OF = `(f.run_no, f.finding_no) in (
  select fi.run_no, fi.finding_no from views.reconciliation_days own
  join views.run_effects e on e.run_no = own.run_no
  join views.finding_items fi on fi.item_no = e.item_no
  where own.source = $1 and own.business_date = $2
  union all
  select o.run_no, o.finding_no from views.reconciliation_days own
  join views.run_effects e on e.run_no = own.run_no and e.effect = 'undone'
  join views.reconciliation_days before
    on before.source = own.source and before.business_date = e.business_date
  join views.line_outcomes o on o.run_no = before.run_no and o.file_line = e.file_line
  where own.source = $1 and own.business_date = $2)`;

/** Breaks of earlier days that this day's file has settled. */
export const listSettledBreaks = (
  database: Database,
  day: { readonly source: string; readonly date: BusinessDate },
  page: PageRequest<'date'>,
): Promise<Page<ListedBreak>> => {
  const { conditions, values, add } = createConditions();
  add('d.source = ?', day.source);
  add('settled.on_date = ?', day.date);
  conditions.push(SPOKEN_OF);
  return readPage<ListedBreak, 'date'>(
    database,
    {
      select: LISTED_COLUMNS,
      from: LISTED_TABLES,
      conditions,
      values,
      sorts: { date: ['d.business_date', 'd.source', 'f.finding_no'] },
      defaultSort: { field: 'date', direction: 'desc' },
    },
    page,
  );
};
