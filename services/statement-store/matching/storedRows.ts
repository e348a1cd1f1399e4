import type { BreakFacts } from '@chobo/domain/break/facts';
import { explain } from '@chobo/reconciliation/matching/explain';
import { factsOf } from '@chobo/reconciliation/matching/facts';
import { leftoverBreak } from '@chobo/reconciliation/matching/leftoverPass';
import type { DayOutcome } from '@chobo/reconciliation/matching/outcome';

import type { Finding } from './findings.ts';

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

type LineOutcomeRow = {
  readonly item_no: number | null;
  readonly file_line: number;
  readonly finding_no: number | null;
  readonly outcome: string;
};

/** Where each line ended that the exact road left. */
export const lineOutcomesOf = (
  outcome: DayOutcome,
  findings: readonly Finding[],
): readonly LineOutcomeRow[] => [
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
