import { lineIdentity } from '@chobo/reconciliation/matching/lines';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import type { KeptApart } from './engine/session.ts';
import { lineMark } from './lineMark.ts';
import type { RunKey } from './runKey.ts';

/** A match that people have said is none: its items, and the marks of its lines. */
type RejectedMatch = { readonly items: readonly string[]; readonly marks: readonly string[] };

/** The rejected matches of the source, as far as the run sees. */
export const rejectedMatches = async (
  client: PoolClient,
  run: RunKey,
): Promise<readonly RejectedMatch[]> => {
  const { rows } = await client.query<RejectedMatch>(
    `select item_ids as items, line_marks as marks from views.rejected_matches
     where source = $1 and match_no <= $2`,
    [run.source.id, run.handMatches],
  );
  return rows;
};

/** Which items people have said these lines are not about. */
export const keptApart = (
  rejected: readonly RejectedMatch[],
  lines: readonly StatementLine[],
): readonly KeptApart[] => {
  if (rejected.length === 0) return [];
  const identityOf = new Map(lines.map((line) => [lineMark(line), lineIdentity(line)]));
  return rejected.flatMap(({ items, marks }) =>
    marks
      .flatMap((mark) => identityOf.get(mark) ?? [])
      .flatMap((identity) => items.map((item) => ({ item, identity }))),
  );
};
