import type { PoolClient } from 'pg';

import { MAX_LISTED_PROBLEMS, shown } from './historyRow.ts';
import type { HistoryColumn, ImportProblem } from './historyRow.ts';
import type { ProblemList } from './problemList.ts';

type Found = {
  readonly file_line: number;
  readonly value: string;
  /** What the message names: an earlier line, another top-up, what the store has. */
  readonly other: string;
  readonly differs: HistoryColumn | 'brand' | 'status';
  readonly total: number;
};

/** A set-based check: a query whose rows are problems, and how to tell one of them. */
type Check = {
  readonly sql: string;
  readonly code: string;
  readonly column: HistoryColumn | 'differing';
  readonly reason: (found: Found) => string;
};

/** The content of two sides compared: the first column that differs, and what stands in it. */
const differing = (
  pairs: readonly (readonly [column: string, staged: string, other: string])[],
): { readonly where: string; readonly columns: string } => {
  const cases = (pick: (pair: readonly [string, string, string]) => string): string =>
    `case ${pairs.map((pair) => `when ${pair[1]} is distinct from ${pair[2]} then ${pick(pair)}`).join(' ')} end`;
  return {
    where: pairs.map(([, staged, other]) => `${staged} is distinct from ${other}`).join(' or '),
    columns: `${cases(([column]) => `'${column}'`)} as differs,
      ${cases(([, staged]) => `(${staged})::text`)} as value,
      coalesce(${cases(([, , other]) => `(${other})::text`)}, '') as other`,
  };
};

const CONTENT = [
  ['card_number', 'iccid'],
  ['channel', 'channel'],
  ['method', 'method'],
  ['payment_provider', 'provider'],
  ['payment_reference', 'reference'],
  ['amount', 'amount'],
  ['currency', 'currency'],
  ['paid_at', 'paid_at_ms'],
] as const;

const inFile = differing(CONTENT.map(([name, column]) => [name, `r.${column}`, `f.${column}`]));
const inStore = differing([
  ['status', `'credited'`, `case when k.credited_at_ms is null then k.status else 'credited' end`],
  ...CONTENT.map(
    ([name, column]) =>
      [name, `r.${column}`, column === 'amount' ? 'k.price' : `k.${column}`] as const,
  ),
  ['amount', 'r.amount', 'k.value'],
  ['brand', '$1::text', 'k.brand'],
]);

const REPEATED = `
  from (select top_up_id, min(file_line) as file_line from staged_rows
         group by top_up_id having count(*) > 1) g
  join staged_rows f using (file_line)
  join staged_rows r on r.top_up_id = f.top_up_id and r.file_line > f.file_line`;

const CHECKS: readonly Check[] = [
  {
    code: 'top_up_id_repeated',
    column: 'top_up_id',
    sql: `select r.file_line, r.top_up_id as value, f.file_line::text as other, 'top_up_id' as differs
          ${REPEATED} where (${inFile.where})`,
    reason: ({ other }) => `Line ${other} has the same top_up_id with other content.`,
  },
  {
    code: 'payment_repeated',
    column: 'payment_reference',
    sql: `select r.file_line, r.reference as value, f.top_up_id || ' on line ' || f.file_line as other,
                 'payment_reference' as differs
            from (select provider, reference, min(file_line) as file_line from staged_rows
                   group by provider, reference having min(top_up_id) <> max(top_up_id)) g
            join staged_rows f using (file_line)
            join staged_rows r on r.provider = f.provider and r.reference = f.reference
             and r.top_up_id <> f.top_up_id`,
    reason: ({ other }) => `The same payment already belongs to top-up ${other}.`,
  },
  {
    code: 'top_up_known_differently',
    column: 'differing',
    sql: `select r.file_line, ${inStore.columns}
            from staged_rows r join views.top_ups k using (top_up_id) where ${inStore.where}`,
    reason: ({ differs, other }) => knownDifferently(differs, other),
  },
  {
    code: 'payment_claimed',
    column: 'payment_reference',
    sql: `select r.file_line, r.reference as value, c.top_up_id as other,
                 'payment_reference' as differs
            from staged_rows r
            join views.payment_claims c on c.payment = r.provider || ':' || r.reference
             and c.top_up_id <> r.top_up_id`,
    reason: ({ other }) => `Chobo knows this payment as that of top-up ${other}.`,
  },
  {
    code: 'top_up_known_differently',
    column: 'payment_reference',
    sql: `select r.file_line, r.reference as value, c.payment as other,
                 'payment_reference' as differs
            from views.payment_claims c
            join staged_rows r on c.top_up_id = r.top_up_id
             and c.payment <> r.provider || ':' || r.reference
           where c.state = 'pending'`,
    reason: ({ other }) => `Chobo knows this top-up with payment ${other}.`,
  },
  {
    code: 'payment_refused',
    column: 'payment_reference',
    sql: `select r.file_line, r.reference as value, coalesce(c.refusal, '') as other,
                 'payment_reference' as differs
            from views.payment_claims c
            join staged_rows r on c.payment = r.provider || ':' || r.reference
             and c.top_up_id = r.top_up_id
           where c.state = 'refused'`,
    reason: ({ other }) => `The account did not take this payment before (${other}).`,
  },
  {
    code: 'card_of_another_brand',
    column: 'card_number',
    sql: `select r.file_line, r.iccid as value, k.brand as other, 'card_number' as differs
            from staged_rows r join views.cards k using (iccid) where k.brand <> $1`,
    reason: ({ other }) => `The card is registered for brand ${other}.`,
  },
];

/**
 * Checks the staged rows against each other and against the store's read
 * models, which must be at the head of the log. Everything is found, not only
 * the first.
 */
export const findStagedProblems = async (
  connection: PoolClient,
  brand: string,
  problems: ProblemList,
): Promise<void> => {
  for (const check of CHECKS) {
    const { rows } = await connection.query<Found>(
      `select found.*, count(*) over ()::int as total from (${check.sql}) found
        order by file_line limit ${MAX_LISTED_PROBLEMS}`,
      // A parameter that a query does not name has no type.
      check.sql.includes('$1') ? [brand] : [],
    );
    problems.add(
      rows.map((found) => problemOf(check, found)),
      (rows[0]?.total ?? 0) - rows.length,
    );
  }
};

/**
 * Drops what needs no import: rows that repeat an earlier one word for word,
 * and top-ups that the store has. Only when there are no problems.
 *
 * @returns how many rows were dropped
 */
export const dropKnownRows = async (connection: PoolClient): Promise<number> => {
  const repeated = await connection.query(
    `delete from staged_rows where file_line in (select r.file_line ${REPEATED})`,
  );
  const known = await connection.query(
    `delete from staged_rows r using views.top_ups k where k.top_up_id = r.top_up_id`,
  );
  return (repeated.rowCount ?? 0) + (known.rowCount ?? 0);
};

const problemOf = (check: Check, found: Found): ImportProblem => {
  const { differs } = found;
  const named = differs === 'brand' || differs === 'status' ? null : differs;
  const value = named === 'paid_at' ? instant(found.value) : found.value;
  return {
    fileLine: found.file_line,
    column: check.column === 'differing' ? (named ?? 'top_up_id') : check.column,
    value: shown(value),
    code: check.code,
    reason: check.reason(found),
  };
};

const knownDifferently = (differs: Found['differs'], other: string): string => {
  switch (differs) {
    case 'status':
      return `Chobo knows this top-up, and it is not credited but ${other}.`;
    case 'brand':
      return `Chobo knows this top-up under brand ${other}.`;
    case 'paid_at':
      return `Chobo knows this top-up with paid_at ${instant(other)}.`;
    default:
      return `Chobo knows this top-up with ${differs} ${other}.`;
  }
};

const instant = (ms: string): string => (ms === '' ? ms : new Date(Number(ms)).toISOString());
