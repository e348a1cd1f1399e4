import type { PoolClient } from 'pg';

import { chargeFitsContractSql } from './contractSql.ts';
import type { RunKey } from './runKey.ts';

/**
 * The exact pass as one statement over the staged lines, for what needs no
 * judgement: a done line whose reference stands once in the file, and the
 * day's own item with that reference, agreeing in everything. A reference that
 * an overlapping earlier file has too is left to the pure engine, as is all else.
 *
 * @returns the number of exact matches
 */
export const matchExactly = async (client: PoolClient, run: RunKey): Promise<number> => {
  const overlapping = await overlappingFiles(client, run);
  const { rowCount } = await client.query(
    `insert into views.line_outcomes (run_no, item_no, file_line, outcome)
     select $2, item_no, file_line, 'e'
     from (
       select i.item_no, l.file_line, count(*) over (partition by i.item_no) as mentions,
         l.status = 'd' and i.card = l.card and i.amount = l.amount and i.currency = l.currency
           and (${chargeFitsContractSql(run.source.matching, 'l')}) as agrees
       from app.statement_lines l
       join views.reconciliation_items i
         on i.source = $3 and i.business_date = $4 and i.item_no <= $5 and i.item_id = l.reference
       where l.statement_no = $1
         ${
           overlapping.length === 0
             ? ''
             : `and not exists (select from app.statement_lines o
                where o.reference = l.reference and o.statement_no = any($6))`
         }
     ) l
     where agrees and mentions = 1`,
    [
      run.statementNo,
      run.runNo,
      run.source.id,
      run.date,
      run.horizon,
      ...(overlapping.length === 0 ? [] : [overlapping]),
    ],
  );
  return rowCount ?? 0;
};

/** Accepted files of earlier days whose business times reach into this file's. */
export const overlappingFiles = async (
  client: PoolClient,
  run: RunKey,
): Promise<readonly number[]> => {
  const { rows } = await client.query<{ statement_no: number }>(
    `select f.statement_no
     from views.reconciliation_days d
     join app.statement_files f on f.statement_id = d.statement_id
     join app.statement_files own on own.statement_no = $3
     where d.source = $1 and d.business_date < $2 and d.run_no is not null
       and f.last_at_ms >= own.first_at_ms
     order by f.statement_no`,
    [run.source.id, run.date, run.statementNo],
  );
  return rows.map((row) => row.statement_no);
};
