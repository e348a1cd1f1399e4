import type { PoolClient } from 'pg';

import type { Engine } from './engine/engine.ts';
import type { Matched, RowTable } from './engine/session.ts';
import type { RunKey } from './runKey.ts';

/** Rows per statement: one JSON parameter stays below a mebibyte, and is made within milliseconds. */
const ROWS = 2_000;

/** How the rows of a table are written: $1 is the run, $2 the rows as a JSON array. */
const INSERTS: Readonly<Record<RowTable, string>> = {
  line_outcomes: `insert into views.line_outcomes (run_no, item_no, file_line, finding_no, outcome)
    select $1, l.item_no, l.file_line, l.finding_no, l.outcome::"char"
    from jsonb_to_recordset($2::jsonb)
      as l(item_no bigint, file_line integer, finding_no integer, outcome text)`,
  findings: `insert into views.findings select $1, f.* from jsonb_to_recordset($2::jsonb)
    as f(finding_no integer, type text, kind text, finding_id text, item_nos bigint[],
         item_ids text[], file_lines integer[], main_line integer, difference bigint,
         currency text, also_differs text[], detail text, closes_items boolean, facts jsonb)`,
  run_effects: `insert into views.run_effects select $1, e.* from jsonb_to_recordset($2::jsonb)
    as e(effect_no integer, effect text, business_date date, item_no bigint, kind text,
         detail text, file_line integer, facts jsonb)`,
};

/** Writes what the pure engine found beside the exact road's rows. */
export const storeOutcome = async (
  client: PoolClient,
  run: RunKey,
  engine: Pick<Engine, 'rows'>,
  { rows }: Pick<Matched, 'rows'>,
): Promise<void> => {
  const store = async (table: RowTable): Promise<void> => {
    for (let from = 0; from < rows[table]; from += ROWS) {
      await client.query(INSERTS[table], [run.runNo, await engine.rows(table, from, from + ROWS)]);
    }
  };
  await store('line_outcomes');
  await store('findings');
  await client.query(
    `insert into views.finding_items (item_no, run_no, finding_no, closes_items)
     select i.item_no, f.run_no, f.finding_no, f.closes_items
     from views.findings f, unnest(f.item_nos) as i(item_no) where f.run_no = $1`,
    [run.runNo],
  );
  await store('run_effects');
};
