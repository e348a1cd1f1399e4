import { createHash } from 'node:crypto';

import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { ControlCheck } from '@chobo/domain/statement/events';
import { sourceDayEndsAt } from '@chobo/reconciliation/businessDay';
import type { Apart } from '@chobo/reconciliation/matching/apart';
import type { DayInput } from '@chobo/reconciliation/matching/day';
import type { Item } from '@chobo/reconciliation/matching/item';
import type {
  DayOutcome,
  EarlierDoneLine,
  Neighbour,
} from '@chobo/reconciliation/matching/outcome';
import { reconcileDay } from '@chobo/reconciliation/matching/reconcileDay';
import type { StatementLine, UnreadableLine } from '@chobo/reconciliation/statementLine';

import { findingsOf, type Finding } from '../findings.ts';
import type { RunKey } from '../runKey.ts';
import { effectsOf, lineOutcomesOf, type StoredEffect } from '../storedRows.ts';

/** A line of an earlier file, by its identity, and whether it has had its effect there. */
export type SeenLine = { readonly identity: string; readonly spent: boolean };

/** An item, and the identity of a line that a person has said is not about it. */
export type KeptApart = { readonly item: string; readonly identity: string };

/** What a day's matching depends on, given piece by piece, in any order. */
export type InputParts = {
  readonly lines: StatementLine;
  readonly items: Item;
  readonly carried: Item;
  readonly seen: SeenLine;
  readonly doneLines: EarlierDoneLine;
  readonly neighbours: Neighbour;
  readonly unconfirmed: DayInput['unconfirmed'][number];
  readonly unreadable: UnreadableLine;
  readonly untied: ControlCheck;
  readonly apart: KeptApart;
};

export type InputPart = keyof InputParts;

/** Tables that hold a run's rows. */
export type RowTable = 'line_outcomes' | 'findings' | 'run_effects';

/** What a run came to, and how many rows of each table tell it. */
export type Matched = {
  readonly counts: RunCounts;
  readonly rows: Readonly<Record<RowTable, number>>;
};

/** What is asked of a session; each answer is plain data. */
export type Request =
  | { readonly do: 'take'; readonly part: InputPart; readonly values: readonly unknown[] }
  | { readonly do: 'match'; readonly run: RunKey; readonly exactBySql: number }
  | { readonly do: 'rows'; readonly table: RowTable; readonly from: number; readonly to: number }
  | { readonly do: 'digest'; readonly before: readonly string[] };

type Given = { readonly [Part in InputPart]: InputParts[Part][] };

type Outcome = {
  readonly counts: RunCounts;
  readonly rows: {
    readonly line_outcomes: ReturnType<typeof lineOutcomesOf>;
    readonly findings: readonly Finding[];
    readonly run_effects: readonly StoredEffect[];
  };
};

/**
 * The matching of one day: takes its input, matches, and gives the rows that
 * tell the outcome. Does no input and output, so that it runs wherever it is
 * put: beside everything else for a usual day, in a thread of its own for one
 * of which so much is left that it would keep everything else waiting.
 */
export const createSession = (): { readonly answer: (request: Request) => unknown } => {
  const given: Given = {
    lines: [],
    items: [],
    carried: [],
    seen: [],
    doneLines: [],
    neighbours: [],
    unconfirmed: [],
    unreadable: [],
    untied: [],
    apart: [],
  };
  let outcome: Outcome | null = null;
  const found = (): Outcome => {
    if (outcome === null) throw new Error('Nothing has been matched yet');
    return outcome;
  };

  return {
    answer: (request) => {
      switch (request.do) {
        case 'take': {
          const taken: unknown[] = given[request.part];
          for (const value of request.values) taken.push(value);
          return null;
        }
        case 'match': {
          outcome = match(given, request.run, request.exactBySql);
          const { counts, rows } = outcome;
          return {
            counts,
            rows: {
              line_outcomes: rows.line_outcomes.length,
              findings: rows.findings.length,
              run_effects: rows.run_effects.length,
            },
          } satisfies Matched;
        }
        case 'rows':
          return JSON.stringify(found().rows[request.table].slice(request.from, request.to));
        case 'digest':
          return digest(found(), request.before);
      }
    },
  };
};

const identitiesByItem = (kept: readonly KeptApart[]): Apart => {
  const apart = new Map<string, Set<string>>();
  for (const { item, identity } of kept) {
    const identities = apart.get(item) ?? new Set();
    apart.set(item, identities.add(identity));
  }
  return apart;
};

const match = (given: Given, run: RunKey, exactBySql: number): Outcome => {
  const { lines, items, unreadable, untied } = given;
  const outcome = reconcileDay({
    date: run.date,
    endsAt: sourceDayEndsAt(run.date, run.source),
    settings: run.source.matching,
    lines,
    items,
    carried: given.carried,
    earlier: { seen: seenLines(given.seen), doneLines: byReference(given.doneLines) },
    neighbours: given.neighbours,
    unconfirmed: given.unconfirmed,
    apart: identitiesByItem(given.apart),
  });
  const findings = findingsOf(run, outcome, { unreadable, untied });
  return {
    counts: countsOf(outcome, findings, {
      exactBySql,
      lines: exactBySql + lines.length + unreadable.length,
      items: exactBySql + items.length,
    }),
    rows: {
      line_outcomes: lineOutcomesOf(outcome, findings),
      findings,
      run_effects: effectsOf(outcome, run.source.zone),
    },
  };
};

const seenLines = (seen: readonly SeenLine[]): DayInput['earlier']['seen'] => {
  const known = new Map<string, { readonly spent: boolean }>();
  for (const { identity, spent } of seen) {
    known.set(identity, { spent: spent || known.get(identity)?.spent === true });
  }
  return known;
};

const byReference = (lines: readonly EarlierDoneLine[]): DayInput['earlier']['doneLines'] => {
  const found = new Map<string, EarlierDoneLine[]>();
  for (const line of lines) {
    const known = found.get(line.reference);
    if (known === undefined) found.set(line.reference, [line]);
    else known.push(line);
  }
  return found;
};

const countsOf = (
  outcome: DayOutcome,
  findings: readonly Finding[],
  counted: { readonly exactBySql: number; readonly lines: number; readonly items: number },
): RunCounts => {
  const breaks: Record<string, number> = {};
  for (const { type, kind } of findings) {
    if (type === 'break') breaks[kind] = (breaks[kind] ?? 0) + 1;
  }
  const carriedForward = outcome.exact.filter(({ carried }) => carried).length;
  return {
    lines: counted.lines,
    items: counted.items,
    exact: counted.exactBySql + outcome.exact.length - carriedForward,
    notExecuted: outcome.notExecuted.length,
    alreadySeen: outcome.alreadySeen.length,
    proposed: outcome.proposals.length,
    carriedForward,
    breaks: Object.fromEntries(Object.entries(breaks).sort()),
  };
};

/** @param before digests of where each line ended, which the store holds */
const digest = ({ counts, rows }: Outcome, before: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const text of before) hash.update(`${text}\n`);
  for (const finding of rows.findings) hash.update(`${withoutFacts(finding)}\n`);
  for (const effect of rows.run_effects) hash.update(`${withoutFacts(effect)}\n`);
  hash.update(JSON.stringify(counts));
  return hash.digest('hex');
};

/** As JSON; what follows from the rest is left out, as JSON leaves out what is undefined. */
const withoutFacts = (told: Finding | StoredEffect): string =>
  JSON.stringify({ ...told, facts: undefined });
