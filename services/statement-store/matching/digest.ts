import { createHash } from 'node:crypto';

import type { RunCounts } from '@chobo/domain/reconciliation-day/events';
import type { PoolClient } from 'pg';

import type { Finding } from './findings.ts';
import type { RunKey } from './runKey.ts';
import type { StoredEffect } from './storeOutcome.ts';

/** Lines hashed together: keeps one aggregated text in the range of megabytes. */
const LINES = 65_536;

/**
 * SHA-256 over the whole outcome of a run: where each line ended, every
 * finding, every effect and the counts. Two runs with one digest say the same.
 */
export const digestOutcome = async (
  client: PoolClient,
  run: RunKey,
  told: {
    readonly counts: RunCounts;
    readonly findings: readonly Finding[];
    readonly effects: readonly StoredEffect[];
  },
): Promise<string> => {
  const { rows } = await client.query<{ digest: string }>(
    `select encode(sha256(convert_to(string_agg(
         file_line || outcome || coalesce(item_no::text, ''), ',' order by file_line), 'UTF8')), 'hex')
       as digest
     from views.line_outcomes where run_no = $1
     group by file_line / ${LINES} order by file_line / ${LINES}`,
    [run.runNo],
  );
  const hash = createHash('sha256');
  for (const { digest } of rows) hash.update(`${digest}\n`);
  for (const finding of told.findings) hash.update(`${withoutFacts(finding)}\n`);
  for (const effect of told.effects) hash.update(`${withoutFacts(effect)}\n`);
  hash.update(JSON.stringify(told.counts));
  return hash.digest('hex');
};

/** As JSON; what follows from the rest is left out, as JSON leaves out what is undefined. */
const withoutFacts = (told: Finding | StoredEffect): string =>
  JSON.stringify({ ...told, facts: undefined });
