import { lineIdentity } from '@chobo/reconciliation/matching/lines';
import type { StatementLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import type { KeptApart } from './engine/session.ts';
import { lineMark } from './lineMark.ts';
import type { RunKey } from './runKey.ts';

/** Which items people have said these lines are not about, as far as the run sees. */
export const keptApart = async (
  client: PoolClient,
  run: RunKey,
  lines: readonly StatementLine[],
): Promise<readonly KeptApart[]> => {
  const { rows } = await client.query<{ items: readonly string[]; marks: readonly string[] }>(
    `select item_ids as items, line_marks as marks from views.rejected_matches
     where source = $1 and match_no <= $2`,
    [run.source.id, run.handMatches],
  );
  if (rows.length === 0) return [];
  const identityOf = new Map(lines.map((line) => [lineMark(line), lineIdentity(line)]));
  return rows.flatMap(({ items, marks }) =>
    marks
      .flatMap((mark) => identityOf.get(mark) ?? [])
      .flatMap((identity) => items.map((item) => ({ item, identity }))),
  );
};
