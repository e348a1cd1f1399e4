import type { StatementLine } from '../statementLine.ts';

/** Earlier first; ties by place in the file. */
export const byLineTime = (left: StatementLine, right: StatementLine): number =>
  left.at - right.at || left.fileLine - right.fileLine;

/** Earlier place in the file first. */
export const byFileLine = (left: StatementLine, right: StatementLine): number =>
  left.fileLine - right.fileLine;

/**
 * A line's identity without its place: every mapped field, remarks left out.
 * Two genuinely equal lines of one file are told apart by their occurrence.
 */
export const lineIdentity = (line: StatementLine): string =>
  [
    line.at,
    line.carrierReference,
    line.reference,
    line.card,
    line.amount,
    line.wholesale ?? '',
    line.currency,
    line.status,
    line.attributes,
  ].join('\u001f');

/** Identity and occurrence (from 1, in file order) of each line of one file. */
export const identities = (lines: readonly StatementLine[]): ReadonlyMap<StatementLine, string> => {
  const counted = new Map<string, number>();
  const result = new Map<StatementLine, string>();
  for (const line of [...lines].sort(byFileLine)) {
    const identity = lineIdentity(line);
    const occurrence = (counted.get(identity) ?? 0) + 1;
    counted.set(identity, occurrence);
    result.set(line, `${identity}\u001f${occurrence}`);
  }
  return result;
};

/** Lines by a key, each group in the order given. */
export const groupBy = <Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => string,
): Map<string, Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};
