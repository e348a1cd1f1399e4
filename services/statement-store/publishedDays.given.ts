import { readFileSync } from 'node:fs';

import type { ReconciliationReport } from './report.ts';

type PublishedLine = { readonly fileLine: number };

type PublishedDay = {
  readonly lines: number;
  readonly items: number;
  readonly exactMatches: number;
  readonly controlTotals: { readonly count: number; readonly sum: number; readonly tie: boolean };
  readonly proposed: readonly {
    readonly rule: string;
    readonly item: string;
    readonly lines: readonly PublishedLine[];
  }[];
  readonly carriedForward: readonly { readonly item: string; readonly line: PublishedLine }[];
  readonly breaksByKind: Readonly<Record<string, number>>;
  readonly breaks: readonly {
    readonly kind: string;
    readonly item: string | null;
    readonly line: PublishedLine | null;
    readonly difference?: number;
    readonly resolvedOn?: string;
  }[];
};

const expectedFile = JSON.parse(
  readFileSync(
    new URL('../../fixtures/statements/harbor-mobile/expected.json', import.meta.url),
    'utf8',
  ),
) as { readonly days: Readonly<Record<string, PublishedDay>> };

/** Breaks as both sides can be compared: sorted, a difference only where the publisher states one. */
const sorted = <Value>(values: readonly Value[]): readonly Value[] =>
  [...values].sort((left, right) =>
    JSON.stringify(left) < JSON.stringify(right)
      ? -1
      : JSON.stringify(left) === JSON.stringify(right)
        ? 0
        : 1,
  );

/** Kinds for which the publisher states the difference. */
const STATES_DIFFERENCE = new Set(
  Object.values(expectedFile.days).flatMap(({ breaks }) =>
    breaks.flatMap(({ kind, difference }) => (difference === undefined ? [] : [kind])),
  ),
);

/** What the carrier's published outcome of a day says, in the shape of the report. */
export const expectedReport = (date: string) => {
  const day = expectedFile.days[date];
  if (day === undefined) throw new Error(`nothing is published of ${date}`);
  return {
    date,
    lines: day.lines,
    items: day.items,
    exact: day.exactMatches,
    proposed: sorted(
      day.proposed.map(({ rule, item, lines }) => ({
        rule,
        items: [item],
        lines: lines.map(({ fileLine }) => fileLine).sort((left, right) => left - right),
      })),
    ),
    carriedForward: sorted(
      day.carriedForward.map(({ item, line }) => ({
        item,
        fileLine: line.fileLine,
        from: '2026-11-18',
      })),
    ),
    breaksByKind: day.breaksByKind,
    breaks: sorted(
      day.breaks.map(({ kind, item, line, difference, resolvedOn }) => ({
        kind,
        item,
        fileLine: line?.fileLine ?? null,
        ...(difference === undefined ? {} : { difference }),
        ...(resolvedOn === undefined ? {} : { resolvedOn }),
      })),
    ),
    controlTotals: {
      tie: day.controlTotals.tie,
      checks: [
        { name: 'count', stated: day.controlTotals.count, found: day.controlTotals.count },
        { name: 'sum', stated: day.controlTotals.sum, found: day.controlTotals.sum },
      ],
    },
    unreadable: day.breaks
      .filter(({ kind }) => kind === 'unreadable_line')
      .map(({ line }) => line?.fileLine),
  };
};

/** A report cut to what is published; what is not published is compared by its own rule. */
export const reportedAsPublished = (
  report: Pick<
    ReconciliationReport,
    | 'date'
    | 'lines'
    | 'items'
    | 'exact'
    | 'proposed'
    | 'carriedForward'
    | 'breaks'
    | 'controlTotals'
    | 'problems'
  >,
) => {
  const breaksByKind: Record<string, number> = {};
  for (const { kind } of report.breaks) breaksByKind[kind] = (breaksByKind[kind] ?? 0) + 1;
  return {
    date: report.date,
    lines: report.lines,
    items: report.items,
    exact: report.exact,
    proposed: sorted(
      report.proposed.map(({ rule, items, lines }) => ({
        rule,
        items,
        lines: [...lines].sort((left, right) => left - right),
      })),
    ),
    carriedForward: sorted(report.carriedForward),
    breaksByKind,
    breaks: sorted(
      report.breaks.map(({ kind, item, fileLine, difference, resolvedOn }) => ({
        kind,
        item,
        fileLine,
        ...(difference === null || !STATES_DIFFERENCE.has(kind) ? {} : { difference }),
        ...(resolvedOn === undefined ? {} : { resolvedOn }),
      })),
    ),
    controlTotals: {
      tie: report.controlTotals.tie,
      checks: report.controlTotals.checks.map(({ name, stated, found }) => ({
        name,
        stated,
        found,
      })),
    },
    unreadable: report.problems.map(({ fileLine }) => fileLine),
  };
};
