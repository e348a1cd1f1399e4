import type { BreakFacts } from '@chobo/domain/break/facts';
import type { ControlCheck } from '@chobo/domain/statement/events';
import { formatAmount } from '@chobo/reconciliation/formatting';
import { explain } from '@chobo/reconciliation/matching/explain';
import { factsOf } from '@chobo/reconciliation/matching/facts';
import type { Item } from '@chobo/reconciliation/matching/item';
import { identities } from '@chobo/reconciliation/matching/lines';
import type { Break, DayOutcome, Proposal } from '@chobo/reconciliation/matching/outcome';
import type { StatementLine, UnreadableLine } from '@chobo/reconciliation/statementLine';

import { findingId } from './findingId.ts';
import type { RunKey } from './runKey.ts';

/** A proposal or a break as it is stored and digested. */
export type Finding = {
  readonly finding_no: number;
  readonly type: 'proposal' | 'break';
  readonly kind: string;
  readonly finding_id: string;
  readonly item_nos: readonly number[];
  readonly item_ids: readonly string[];
  readonly file_lines: readonly number[];
  readonly main_line: number | null;
  readonly difference: number | null;
  readonly currency: string;
  readonly also_differs: readonly string[];
  readonly detail: string;
  readonly closes_items: boolean;
  /** What `detail` says, in no language; follows from the rest, so no digest holds it. */
  readonly facts: BreakFacts;
};

/** What a file brings to its day beside readable lines. */
export type FileFindings = {
  readonly unreadable: readonly UnreadableLine[];
  /** Control totals that do not tie, of a file that a person accepted all the same. */
  readonly untied: readonly ControlCheck[];
};

/** Everything that a person sees of a run, numbered in the order of the report. */
export const findingsOf = (
  run: RunKey,
  outcome: DayOutcome,
  file: FileFindings,
): readonly Finding[] => {
  const identityOf = identities(
    [...outcome.proposals, ...outcome.breaks].flatMap(({ lines }) => lines),
  );
  const idOf = (items: readonly Item[], lines: readonly StatementLine[]): string =>
    findingId(
      run.source.id,
      run.date,
      items.length > 0
        ? `item ${items
            .map(({ id }) => id)
            .sort()
            .join(' ')}`
        : `line ${lines
            .map((line) => identityOf.get(line) ?? '')
            .sort()
            .join(' ')}`,
    );
  const found: Omit<Finding, 'finding_no'>[] = [
    ...outcome.proposals.map((proposal) => proposalFinding(proposal, idOf)),
    ...outcome.breaks.map((found) => breakFinding(found, run.source.zone, idOf)),
    ...unreadableFindings(run, file.unreadable),
    ...file.untied.map((check) => untiedFinding(run, check)),
  ];
  return found.map((finding, index) => ({ finding_no: index + 1, ...finding }));
};

type IdOf = (items: readonly Item[], lines: readonly StatementLine[]) => string;
type Unnumbered = Omit<Finding, 'finding_no'>;

const proposalFinding = ({ rule, items, lines }: Proposal, idOf: IdOf): Unnumbered => ({
  type: 'proposal',
  kind: rule,
  finding_id: idOf(items, lines),
  ...partsOf(items, lines),
  main_line: null,
  difference: 0,
  also_differs: [],
  detail: `Proposed by ${rule}; a person confirms it.`,
  closes_items: true,
  facts: {},
});

const breakFinding = (found: Break, zone: string, idOf: IdOf): Unnumbered => ({
  type: 'break',
  kind: found.kind,
  finding_id: idOf(found.items, found.lines),
  ...partsOf(found.items, found.lines),
  main_line: found.mainLine?.fileLine ?? null,
  difference: found.difference,
  also_differs: found.alsoDiffers,
  detail: explain(found, zone),
  closes_items: found.closesItems,
  facts: factsOf(found),
});

const partsOf = (items: readonly Item[], lines: readonly StatementLine[]) => ({
  item_nos: items.map(({ no }) => no),
  item_ids: items.map(({ id }) => id),
  file_lines: lines.map(({ fileLine }) => fileLine),
  currency: items[0]?.currency ?? lines[0]?.currency ?? '',
});

/** Two unreadable lines that read alike are told apart by their occurrence, like readable ones. */
const unreadableFindings = (run: RunKey, lines: readonly UnreadableLine[]): Unnumbered[] => {
  const counted = new Map<string, number>();
  return lines.map((line) => {
    const identity = JSON.stringify([
      line.carrierReference,
      line.reference,
      line.column,
      line.value,
    ]);
    const occurrence = (counted.get(identity) ?? 0) + 1;
    counted.set(identity, occurrence);
    return fileFinding(run, 'unreadable_line', `unreadable ${identity} ${occurrence}`, {
      fileLine: line.fileLine,
      detail: line.reason,
      difference: null,
      facts: { unreadable: { column: line.column, value: line.value, code: line.code } },
    });
  });
};

const untiedFinding = (run: RunKey, check: ControlCheck): Unnumbered => {
  // A count without its separators, as runs of before have it in their digests.
  const said = (figure: number): string =>
    check.currency === undefined ? String(figure) : formatAmount(figure, check.currency);
  return fileFinding(run, 'control_total', `control total ${check.name}`, {
    fileLine: null,
    detail: `The file states ${said(check.stated)} as its ${check.name}; ${said(check.found)} was found in it.`,
    difference: null,
    facts: { controlTotal: check },
  });
};

const fileFinding = (
  run: RunKey,
  kind: 'unreadable_line' | 'control_total',
  identity: string,
  told: {
    readonly fileLine: number | null;
    readonly detail: string;
    readonly difference: number | null;
    readonly facts: BreakFacts;
  },
): Unnumbered => ({
  type: 'break',
  kind,
  finding_id: findingId(run.source.id, run.date, identity),
  item_nos: [],
  item_ids: [],
  file_lines: told.fileLine === null ? [] : [told.fileLine],
  main_line: told.fileLine,
  difference: told.difference,
  currency: run.source.currency,
  also_differs: [],
  detail: told.detail,
  closes_items: false,
  facts: told.facts,
});
