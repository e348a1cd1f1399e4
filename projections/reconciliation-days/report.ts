import type { BreakFacts } from '@chobo/domain/break/facts';
import type { BreakKind } from '@chobo/domain/break/kinds';
import type { BusinessDate } from '@chobo/domain/kernel/time';
import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { ControlCheck } from '@chobo/domain/statement/events';

import type { Database } from '../lists/keyset.ts';

/** A day as the board and the report head show it. */
export type DaySummary = {
  readonly source: string;
  readonly date: BusinessDate;
  readonly state: 'open' | 'matched' | 'reviewed' | 'closed' | 'reopened';
  readonly version: number;
  readonly statementId: string;
  readonly sha256: string;
  readonly acceptedBy: string;
  readonly acceptedAt: Date;
  readonly runNo: number | null;
  readonly counts: RunCounts | null;
  readonly horizon: number | null;
  readonly matchedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  /** Of the day's stream, as of what the row says. */
  readonly revision: number;
  readonly controlTotalsTie: boolean;
  readonly controlChecks: readonly ControlCheck[];
};

/** Columns of a `DaySummary`, from days `d`, runs `r` and statements `s`. */
export const DAY_COLUMNS = `d.source, d.business_date as date, d.state, d.version,
    d.statement_id as "statementId", d.sha256, d.accepted_by as "acceptedBy",
    d.accepted_at as "acceptedAt", d.run_no as "runNo", r.counts, r.horizon,
    r.matched_at as "matchedAt", d.reviewed_by as "reviewedBy", d.reviewed_at as "reviewedAt",
    d.closed_by as "closedBy", d.closed_at as "closedAt", d.revision, coalesce(s.control_totals_tie, true) as "controlTotalsTie",
    coalesce(s.control_checks, '[]') as "controlChecks"`;

export const DAY_TABLES = `views.reconciliation_days d
  left join views.reconciliation_runs r using (run_no)
  left join views.statements s on s.statement_id = d.statement_id`;

/** One day; null when it has never had an accepted file. */
export const findDay = async (
  database: Database,
  source: string,
  date: BusinessDate,
): Promise<DaySummary | null> => {
  const { rows } = await database.query<DaySummary>(
    `select ${DAY_COLUMNS} from ${DAY_TABLES} where d.source = $1 and d.business_date = $2`,
    [source, date],
  );
  return rows[0] ?? null;
};

/** A break of a day's current run, as it reads today. */
export type DayBreak = {
  readonly breakId: string;
  readonly kind: BreakKind;
  readonly itemIds: readonly string[];
  readonly fileLines: readonly number[];
  readonly mainLine: number | null;
  readonly difference: number | null;
  readonly currency: string;
  readonly alsoDiffers: readonly string[];
  readonly detail: string;
  /** What the detail says, in no language. */
  readonly facts: BreakFacts;
  /** True when a done line has been found for its items: no later file can match them. */
  readonly closesItems: boolean;
  /** The day whose file settled it. */
  readonly resolvedOn: BusinessDate | null;
};

/** The kind of a break `f` as it reads today. */
export const BREAK_KIND = 'coalesce(again.kind, f.closed_kind, f.kind)';

/**
 * Breaks `f` of current runs with what later runs say of them: a break that
 * left its one item open is settled by whatever a later day found for the item
 * or by a cancellation of its one line; a leftover is judged again by the next
 * day, until its day is closed. `d` is the day of the break. Later runs speak by
 * `run_effects` of their day's current run only.
 */
export const BREAK_COLUMNS = `f.finding_id as "breakId", ${BREAK_KIND} as kind,
    f.item_ids as "itemIds", f.file_lines as "fileLines", f.main_line as "mainLine", f.difference,
    f.currency, f.also_differs as "alsoDiffers", coalesce(again.detail, f.closed_detail, f.detail) as detail,
    coalesce(again.facts, f.closed_facts, f.facts) as facts, f.closes_items as "closesItems",
    settled.on_date as "resolvedOn", d.source, d.business_date as date`;

export const BREAK_TABLES = `views.reconciliation_days d
  join views.findings f on f.run_no = d.run_no and f.type = 'break'
  left join lateral (
    select e.kind, e.detail, e.facts from views.run_effects e
    join views.reconciliation_days later on later.run_no = e.run_no
    where d.state <> 'closed' and e.item_no = f.item_nos[1] and cardinality(f.item_nos) = 1
      and e.effect = 'rejudged' and f.kind in ('timing', 'missing_in_statement') and later.business_date = d.business_date + 1
  ) again on true
  left join lateral (
    select min(later.business_date) as on_date from views.run_effects e
    join views.reconciliation_days later on later.run_no = e.run_no
    where later.source = d.source and later.business_date > d.business_date and (
      (e.effect = 'settled' and e.item_no = f.item_nos[1] and cardinality(f.item_nos) = 1
        and not f.closes_items and f.kind <> 'ambiguous')
      or (e.effect = 'undone' and e.business_date = d.business_date and e.file_line = f.main_line
        and cardinality(f.file_lines) = 1))
  ) settled on true`;

/** Breaks that are read together: a few milliseconds' work. */
const BREAKS_AT_ONCE = 2_000;

/**
 * Every break of a day's current run, in the order of the report, some at a
 * time: other work goes on in between, however many there are.
 */
export async function* breaksOfDay(
  database: Database,
  source: string,
  date: BusinessDate,
): AsyncGenerator<readonly DayBreak[]> {
  let last = 0;
  for (;;) {
    const { rows } = await database.query<DayBreak & { readonly findingNo: number }>(
      `select f.finding_no as "findingNo", ${BREAK_COLUMNS} from ${BREAK_TABLES}
       where d.source = $1 and d.business_date = $2 and f.finding_no > $3
       order by f.finding_no limit ${BREAKS_AT_ONCE}`,
      [source, date, last],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < BREAKS_AT_ONCE) return;
    last = rows.at(-1)?.findingNo ?? last;
  }
}

export type DayProposal = {
  readonly rule: string;
  readonly items: readonly string[];
  readonly lines: readonly number[];
};

/** What is put before a person as belonging together. */
export const proposalsOfDay = async (
  database: Database,
  source: string,
  date: BusinessDate,
): Promise<readonly DayProposal[]> => {
  const { rows } = await database.query<DayProposal>(
    `select f.kind as rule, f.item_ids as items, f.file_lines as lines
     from views.reconciliation_days d
     join views.findings f on f.run_no = d.run_no and f.type = 'proposal'
     where d.source = $1 and d.business_date = $2 order by f.finding_no`,
    [source, date],
  );
  return rows;
};

export type CarriedMatch = {
  readonly item: string;
  readonly fileLine: number;
  readonly from: BusinessDate;
};

/** Lines of the day that match items of earlier days exactly. */
export const carriedForwardOfDay = async (
  database: Database,
  source: string,
  date: BusinessDate,
): Promise<readonly CarriedMatch[]> => {
  const { rows } = await database.query<CarriedMatch>(
    `select i.item_id as item, o.file_line as "fileLine", i.business_date as "from"
     from views.reconciliation_days d
     join views.line_outcomes o on o.run_no = d.run_no and o.outcome = 'c'
     join views.reconciliation_items i on i.item_no = o.item_no
     where d.source = $1 and d.business_date = $2 order by o.file_line`,
    [source, date],
  );
  return rows;
};
