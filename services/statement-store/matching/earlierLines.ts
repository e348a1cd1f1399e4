import type { BusinessDate } from '@chobo/domain/kernel/time';
import { identities } from '@chobo/reconciliation/matching/lines';
import type { EarlierDoneLine } from '@chobo/reconciliation/matching/outcome';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { EARLIER, handMatchHolds } from './earlierRuns.ts';
import type { SeenLine } from './engine/session.ts';
import {
  ITEM_COLUMNS,
  itemOf,
  LINE_COLUMNS,
  lineOf,
  type ItemRow,
  type LineRow,
} from './leftovers.ts';
import type { RunKey } from './runKey.ts';

type DoneRow = {
  readonly line_date: BusinessDate;
  readonly file_line: number;
  readonly done_reference: string;
  readonly done_card: string;
  readonly done_amount: number;
  readonly done_currency: string;
  readonly done_at_ms: number;
} & (ItemRow | { readonly item_no: null });

/** Done lines of earlier files with one of these references, which are asked for once. */
export const earlierDoneLines = async (
  client: PoolClient,
  run: RunKey,
  references: readonly string[],
): Promise<readonly EarlierDoneLine[]> => {
  if (references.length === 0) return [];
  const { rows } = await client.query<DoneRow>(
    `with ${EARLIER}
     select e.business_date as line_date, l.file_line, l.reference as done_reference,
       l.card as done_card, l.amount as done_amount, l.currency as done_currency,
       l.at_ms as done_at_ms, ${ITEM_COLUMNS}
     from app.statement_lines l
     join earlier e using (statement_no)
     join views.line_outcomes o on o.run_no = e.run_no and o.file_line = l.file_line
     left join views.findings f on f.run_no = o.run_no and f.finding_no = o.finding_no
     left join lateral (
       select i.item_no from views.hand_matches m
       join views.hand_matches part using (match_no)
       join views.reconciliation_items i on i.source = part.source and i.item_id = part.item_id
       where m.source = $1 and m.business_date = e.business_date and m.file_line = l.file_line
         and ${handMatchHolds('m', '$4')}
       order by part.part_no limit 1
     ) by_hand on true
     left join views.reconciliation_items i
       on i.item_no = coalesce(o.item_no, f.item_nos[1], by_hand.item_no)
     where l.reference = any($3) and l.status = 'd' and o.outcome not in ('n', 's')
       and not (o.outcome = 'b' and f.kind = 'status')
       and not exists (
         select from views.run_effects x join earlier later on later.run_no = x.run_no
         where x.effect = 'undone' and x.business_date = e.business_date
           and x.file_line = l.file_line)`,
    [run.source.id, run.date, references, run.handMatches],
  );
  return rows.map((row) => ({
    date: row.line_date,
    fileLine: row.file_line,
    reference: row.done_reference,
    card: row.done_card,
    amount: row.done_amount,
    currency: row.done_currency,
    at: row.done_at_ms,
    item: row.item_no === null ? null : itemOf(row),
  }));
};

/**
 * Lines of earlier files that some of these lines may repeat.
 *
 * @param overlapping the files whose times reach into this one's
 */
export const seenLines = async (
  client: PoolClient,
  run: RunKey,
  overlapping: readonly number[],
  lines: readonly StatementLine[],
): Promise<readonly SeenLine[]> => {
  if (overlapping.length === 0 || lines.length === 0) return [];
  const { rows } = await client.query<LineRow & { statement_no: number; spent: boolean }>(
    `with ${EARLIER}
     select e.statement_no, ${LINE_COLUMNS},
       coalesce(o.item_no, f.item_nos[1]) is not null or o.outcome = 'n' or exists (
         select from views.hand_matches m
         where m.source = $1 and m.business_date = e.business_date and m.file_line = l.file_line
           and ${handMatchHolds('m', '$6')}
       ) or exists (
         select from views.run_effects x join earlier later on later.run_no = x.run_no
         where x.effect = 'undone' and x.business_date = e.business_date
           and x.file_line = l.file_line) as spent
     from app.statement_lines l
     join earlier e using (statement_no)
     join views.line_outcomes o on o.run_no = e.run_no and o.file_line = l.file_line
     left join views.findings f on f.run_no = o.run_no and f.finding_no = o.finding_no
     where l.statement_no = any($3)
       and (l.at_ms, l.carrier_reference) in (select * from unnest($4::bigint[], $5::text[]))
     order by e.business_date, l.file_line`,
    [
      run.source.id,
      run.date,
      overlapping,
      lines.map((line) => line.at),
      lines.map((line) => line.carrierReference),
      run.handMatches,
    ],
  );
  const files = new Map<number, { line: StatementLine; spent: boolean }[]>();
  for (const row of rows) {
    const file = files.get(row.statement_no) ?? [];
    file.push({ line: lineOf(row), spent: row.spent });
    files.set(row.statement_no, file);
  }
  return [...files.values()].flatMap((file) => {
    const identityOf = identities(file.map(({ line }) => line));
    return file.map(({ line, spent }) => ({ identity: identityOf.get(line) ?? '', spent }));
  });
};
