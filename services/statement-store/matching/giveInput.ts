import type { ControlCheck } from '@chobo/domain/statement/events';
import type { UnreadableLine } from '@chobo/reconciliation/statementLine';
import type { PoolClient } from 'pg';

import { keptApart, rejectedMatches } from './apart.ts';
import { carriedItems } from './carriedItems.ts';
import { earlierDoneLines, seenLines } from './earlierLines.ts';
import { referencesOf } from './earlierRuns.ts';
import type { Engine } from './engine/engine.ts';
import { overlappingFiles } from './exactRoad.ts';
import { inBatches } from './inBatches.ts';
import { leftoverItems, leftoverLines } from './leftovers.ts';
import { confirmedNeighbours, unconfirmedItems, yesterdaysRun } from './neighbours.ts';
import type { RunKey } from './runKey.ts';

/** Gives the engine all that a run looks at, some of it at a time. */
export const giveInput = async (
  client: PoolClient,
  run: RunKey,
  engine: Pick<Engine, 'take'>,
): Promise<void> => {
  // All rows of each cursor are wanted, not the first ones soon.
  await client.query('set local cursor_tuple_fraction = 1');
  await giveLines(client, run, engine);
  await giveItems(client, run, engine);
  for await (const unreadable of unreadableLines(client, run)) {
    await engine.take('unreadable', unreadable);
  }
  await engine.take('untied', await untiedChecks(client, run));
};

/** The file's lines, and what earlier days say about them. */
const giveLines = async (
  client: PoolClient,
  run: RunKey,
  engine: Pick<Engine, 'take'>,
): Promise<void> => {
  const rejected = await rejectedMatches(client, run);
  const overlapping = await overlappingFiles(client, run);
  const asked = new Set<string>();
  for await (const lines of leftoverLines(client, run)) {
    await engine.take('lines', lines);
    await engine.take('apart', keptApart(rejected, lines));
    await engine.take('carried', await carriedItems(client, run, lines));
    await engine.take('seen', await seenLines(client, run, overlapping, lines));
    const references = referencesOf(lines).filter((reference) => !asked.has(reference));
    for (const reference of references) asked.add(reference);
    await engine.take('doneLines', await earlierDoneLines(client, run, references));
  }
};

/** The day's own items and those of the day before, and what was confirmed close to them. */
const giveItems = async (
  client: PoolClient,
  run: RunKey,
  engine: Pick<Engine, 'take'>,
): Promise<void> => {
  const yesterday = await yesterdaysRun(client, run);
  for await (const items of leftoverItems(client, run)) {
    await engine.take('items', items);
    await engine.take('neighbours', await confirmedNeighbours(client, run, yesterday, items));
  }
  if (yesterday === null) return;
  for await (const unconfirmed of unconfirmedItems(client, yesterday)) {
    await engine.take('unconfirmed', unconfirmed);
    const items = unconfirmed.map(({ item }) => item);
    await engine.take('neighbours', await confirmedNeighbours(client, run, yesterday, items));
  }
};

const unreadableLines = (
  client: PoolClient,
  run: RunKey,
): AsyncGenerator<readonly UnreadableLine[]> =>
  inBatches<UnreadableLine>(
    client,
    `select file_line as "fileLine", column_name as "column", value, code, reason,
       carrier_reference as "carrierReference", reference
     from app.statement_unreadable_lines where statement_no = $1 order by file_line`,
    [run.statementNo],
  );

/** Control totals that do not tie, of a file that a person accepted all the same. */
const untiedChecks = async (client: PoolClient, run: RunKey): Promise<readonly ControlCheck[]> => {
  const { rows } = await client.query<Omit<ControlCheck, 'currency'> & { currency: string | null }>(
    `select c.name, c.stated, c.found, c.currency
     from views.statements s
     join app.statement_files f using (statement_id),
     jsonb_to_recordset(s.control_checks) as c(name text, stated bigint, found bigint, currency text)
     where f.statement_no = $1 and c.stated <> c.found order by c.name`,
    [run.statementNo],
  );
  return rows.map(({ currency, ...check }) => ({
    ...check,
    ...(currency !== null && { currency }),
  }));
};
