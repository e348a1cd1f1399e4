import type { StatementLine } from '@chobo/reconciliation/statementLine';

/**
 * The current runs of days before this one, as a table expression `earlier`
 * with columns run_no, business_date, statement_no; parameters $1 source, $2 date.
 */
export const EARLIER = `earlier as materialized (
  select d.run_no, d.business_date, f.statement_no
  from views.reconciliation_days d
  join app.statement_files f on f.statement_id = d.statement_id
  where d.source = $1 and d.business_date < $2 and d.run_no is not null
)`;

/**
 * Condition: a match by hand, alias `m`, holds for a run that sees them up to a number.
 *
 * @param seen the parameter with that number, e.g. `$3`
 */
export const handMatchHolds = (m: string, seen: string): string =>
  `${m}.match_no <= ${seen} and (${m}.until_no is null or ${m}.until_no > ${seen})`;

/** The references of these lines, each once; blank ones are none. */
export const referencesOf = (lines: readonly StatementLine[]): readonly string[] => [
  ...new Set(lines.map((line) => line.reference).filter((reference) => reference !== '')),
];
