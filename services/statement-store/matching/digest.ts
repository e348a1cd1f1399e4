import type { PoolClient } from 'pg';

import type { Engine } from './engine/engine.ts';
import type { RunKey } from './runKey.ts';

/** Lines hashed together: keeps one aggregated text in the range of megabytes. */
const LINES = 65_536;

/**
 * SHA-256 over the whole outcome of a run: where each line ended, every
 * finding, every effect and the counts. Two runs with one digest say the same.
 */
export const digestOutcome = async (
  client: PoolClient,
  run: RunKey,
  engine: Pick<Engine, 'digest'>,
): Promise<string> => {
  const { rows } = await client.query<{ digest: string }>(
    `select encode(sha256(convert_to(string_agg(
         file_line || outcome || coalesce(item_no::text, ''), ',' order by file_line), 'UTF8')), 'hex')
       as digest
     from views.line_outcomes where run_no = $1
     group by file_line / ${LINES} order by file_line / ${LINES}`,
    [run.runNo],
  );
  return engine.digest(rows.map(({ digest }) => digest));
};
