import type { Pool } from 'pg';
import { WrongExpectedRevision } from '../errors.ts';
import type { AppendOutcome, ExpectedRevision } from '../port.ts';
import { failureOf, isPassing } from './failure.ts';
import { positionOf } from './position.ts';
import type { SerialisedAppend } from '../serialise.ts';
import { arrayOf, arrayOfNames, membersOf, run } from './statement.ts';

const statement = {
  name: 'events-append',
  text: 'select revisions, positions from events.append($1,$2,$3,$4,$5,$6,$7,$8,$9)',
};

const NO_STREAM = '-1';

/** The words of the port as events.append takes them. */
const expectedNumber = (expected: ExpectedRevision): bigint => {
  switch (expected) {
    case 'no_stream':
      return -1n;
    case 'any':
      return -2n;
    case 'stream_exists':
      return -3n;
    default:
      return expected;
  }
};

/** The arguments of events.append: its arrays, column by column. */
const argumentsOf = (appends: readonly SerialisedAppend[]): string[] => {
  const streamIndexes = new Map<string, number>();
  const appendStream: number[] = [];
  const appendEnd: number[] = [];
  const eventAppend: number[] = [];
  appends.forEach((append, index) => {
    const known = streamIndexes.get(append.stream);
    const streamIndex = known ?? streamIndexes.size + 1;
    if (known === undefined) streamIndexes.set(append.stream, streamIndex);
    appendStream.push(streamIndex);
    for (let event = 0; event < append.ids.length; event++) eventAppend.push(index + 1);
    appendEnd.push(eventAppend.length);
  });
  return [
    arrayOfNames([...streamIndexes.keys()]),
    arrayOf(appendStream),
    arrayOf(appends.map((append) => expectedNumber(append.expectedRevision))),
    arrayOf(appendEnd),
    arrayOf(eventAppend),
    arrayOf(appends.flatMap((append) => append.ids)),
    arrayOfNames(appends.flatMap((append) => append.types)),
    // JSON text never holds a line feed: no quoting, no escaping, one split on the other side.
    appends.flatMap((append) => append.data).join('\n'),
    appends.flatMap((append) => append.metadata).join('\n'),
  ];
};

const outcomeOf = (append: SerialisedAppend, revision: string, position: number): AppendOutcome => {
  if (position > 0) {
    return { ok: true, appended: { revision: BigInt(revision), position: positionOf(position) } };
  }
  const actual = revision === NO_STREAM ? 'no_stream' : BigInt(revision);
  const error = new WrongExpectedRevision(append.stream, append.expectedRevision, actual);
  return { ok: false, error };
};

const writeTogether = async (
  pool: Pool,
  appends: readonly SerialisedAppend[],
): Promise<readonly AppendOutcome[]> => {
  const [row] = await run(pool, statement, argumentsOf(appends));
  const revisions = membersOf(row?.[0] ?? '{}');
  const positions = membersOf(row?.[1] ?? '{}');
  return appends.map((append, index) =>
    outcomeOf(append, revisions[index] ?? NO_STREAM, Number(positions[index])),
  );
};

/**
 * Writes appends in one statement and one transaction, as if one after the
 * other, each with its own outcome. Never throws: when the server refuses the
 * whole because of what one of them holds (JSON nested deeper than it can
 * read, say), they are written in halves until that one fails alone; when it
 * cannot be reached, each is told so.
 */
export const writeAppends = async (
  pool: Pool,
  appends: readonly SerialisedAppend[],
): Promise<readonly AppendOutcome[]> => {
  try {
    return await writeTogether(pool, appends);
  } catch (error) {
    if (appends.length > 1 && !isPassing(error)) {
      const half = Math.ceil(appends.length / 2);
      const first = await writeAppends(pool, appends.slice(0, half));
      return [...first, ...(await writeAppends(pool, appends.slice(half)))];
    }
    return appends.map((append) => ({
      ok: false,
      error: failureOf(error, `an append to ${append.stream}`),
    }));
  }
};
