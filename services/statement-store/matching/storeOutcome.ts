import type { BreakFacts } from '@chobo/domain/break/facts';
import { explain } from '@chobo/reconciliation/matching/explain';
import { factsOf } from '@chobo/reconciliation/matching/facts';
import { leftoverBreak } from '@chobo/reconciliation/matching/leftoverPass';
import type { DayOutcome } from '@chobo/reconciliation/matching/outcome';
import type { PoolClient } from 'pg';

import type { Finding } from './findings.ts';
import type { RunKey } from './runKey.ts';

/** What a run changes in the reading of an earlier day, as stored and digested. */
export type StoredEffect = {
  readonly effect_no: number;
  readonly effect: 'settled' | 'rejudged' | 'undone';
  readonly business_date: string;
  readonly item_no: number | null;
  readonly kind: string | null;
  /** What a rejudged break says now. */
  readonly detail: string | null;
  readonly file_line: number | null;
  /** What `detail` says, in no language; follows from the rest, so no digest holds it. */
  readonly facts: BreakFacts | null;
};

/** The effects of an outcome in their order. */
export const effectsOf = ({ effects }: DayOutcome, zone: string): readonly StoredEffect[] => {
  const rows: Omit<StoredEffect, 'effect_no'>[] = [
    ...effects.settled.map((item) => ({
      effect: 'settled' as const,
      business_date: item.day,
      item_no: item.no,
      kind: null,
      detail: null,
      file_line: null,
      facts: null,
    })),
    ...effects.rejudged.map((again) => ({
      effect: 'rejudged' as const,
      business_date: again.item.day,
      item_no: again.item.no,
      kind: again.kind,
      detail: explain(leftoverBreak(again), zone),
      file_line: null,
      facts: factsOf(leftoverBreak(again)),
    })),
    ...effects.undone.map((line) => ({
      effect: 'undone' as const,
      business_date: line.date,
      item_no: line.item?.no ?? null,
      kind: null,
      detail: null,
      file_line: line.fileLine,
      facts: null,
    })),
  ];
  return rows.map((row, index) => ({ effect_no: index + 1, ...row }));
};

/** Rows per statement; keeps one JSON parameter in the range of megabytes. */
const ROWS = 10_000;

/** Writes what the pure engine found beside the exact road's rows. */
export const storeOutcome = async (
  client: PoolClient,
  run: RunKey,
  found: {
    readonly outcome: DayOutcome;
    readonly findings: readonly Finding[];
    readonly effects: readonly StoredEffect[];
  },
): Promise<void> => {
  await inRows(lineOutcomes(found), (rows) =>
    client.query(
      `insert into views.line_outcomes (run_no, item_no, file_line, finding_no, outcome)
       select $1, l.item_no, l.file_line, l.finding_no, l.outcome::"char"
       from jsonb_to_recordset($2::jsonb)
         as l(item_no bigint, file_line integer, finding_no integer, outcome text)`,
      [run.runNo, JSON.stringify(rows)],
    ),
  );
  await inRows(found.findings, (rows) =>
    client.query(
      `insert into views.findings select $1, f.* from jsonb_to_recordset($2::jsonb)
         as f(finding_no integer, type text, kind text, finding_id text, item_nos bigint[],
              item_ids text[], file_lines integer[], main_line integer, difference bigint,
              currency text, also_differs text[], detail text, closes_items boolean, facts jsonb)`,
      [run.runNo, JSON.stringify(rows)],
    ),
  );
  await client.query(
    `insert into views.finding_items (item_no, run_no, finding_no, closes_items)
     select i.item_no, f.run_no, f.finding_no, f.closes_items
     from views.findings f, unnest(f.item_nos) as i(item_no) where f.run_no = $1`,
    [run.runNo],
  );
  await inRows(found.effects, (rows) =>
    client.query(
      `insert into views.run_effects select $1, e.* from jsonb_to_recordset($2::jsonb)
         as e(effect_no integer, effect text, business_date date, item_no bigint, kind text,
              detail text, file_line integer, facts jsonb)`,
      [run.runNo, JSON.stringify(rows)],
    ),
  );
};

type LineOutcomeRow = {
  readonly item_no: number | null;
  readonly file_line: number;
  readonly finding_no: number | null;
  readonly outcome: string;
};

const lineOutcomes = ({
  outcome,
  findings,
}: {
  readonly outcome: DayOutcome;
  readonly findings: readonly Finding[];
}): readonly LineOutcomeRow[] => [
  ...outcome.exact.map(({ item, line, carried }) => ({
    item_no: item.no,
    file_line: line.fileLine,
    finding_no: null,
    outcome: carried ? 'c' : 'e',
  })),
  ...findings.flatMap((finding) =>
    finding.kind === 'control_total'
      ? []
      : finding.file_lines.map((fileLine) => ({
          item_no: null,
          file_line: fileLine,
          finding_no: finding.finding_no,
          outcome: letterOf(finding),
        })),
  ),
  ...outcome.notExecuted.map((line) => plain(line.fileLine, 'n')),
  ...outcome.alreadySeen.map((line) => plain(line.fileLine, 's')),
];

const letterOf = (finding: Finding): string => {
  if (finding.type === 'proposal') return 'p';
  return finding.kind === 'unreadable_line' ? 'u' : 'b';
};

const plain = (fileLine: number, outcome: string): LineOutcomeRow => ({
  item_no: null,
  file_line: fileLine,
  finding_no: null,
  outcome,
});

const inRows = async <Row>(
  rows: readonly Row[],
  write: (rows: readonly Row[]) => Promise<unknown>,
): Promise<void> => {
  for (let start = 0; start < rows.length; start += ROWS) {
    await write(rows.slice(start, start + ROWS));
  }
};
