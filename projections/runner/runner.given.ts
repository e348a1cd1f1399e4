import type { EventStore } from '@chobo/event-store/port';
import type { Pool } from 'pg';

import { copyLine, copyLines } from '../rows/copy.ts';
import { toAppend } from './events.given.ts';
import type { Projection } from './projection.ts';

/** Appends events of one type, one stream each, and returns the position of the last. */
export const registerCards = async (store: EventStore, from: number, count: number) => {
  const outcomes = await store.appendMany(
    Array.from({ length: count }, (_, index) => ({
      stream: `card-${from + index}`,
      expectedRevision: 'no_stream' as const,
      events: [
        toAppend({
          type: 'CardRegistered',
          data: {
            iccid: String(from + index),
            accountId: `acc-${from + index}`,
            brand: 'b',
            plan: 'p',
            registeredAt: '2026-11-18T03:00:00.000Z',
          },
        }),
      ],
    })),
  );
  const last = outcomes.at(-1);
  if (last?.ok !== true) throw new Error('the given events could not be written');
  return last.appended.position;
};

/** Writes down each event that it is given, in the order in which it is given them. */
export const diary = (
  name: string,
  change: Partial<Projection> & { readonly before?: (stream: string) => void } = {},
): Projection => {
  const table = `views.${name}`;
  const { before, ...rest } = change;
  return {
    name,
    tables: [table],
    tableSql: `create table ${table} (entry_no bigserial primary key, stream text not null);\ncreate index ${name}_by_stream on ${table} (stream);`,
    types: ['CardRegistered'],
    project: async (events, sql) => {
      const lines = events.map(({ stream }) => {
        before?.(stream);
        return copyLine([stream]);
      });
      await copyLines(sql, table, ['stream'], lines);
    },
    ...rest,
  };
};

/** What a diary holds, in order. */
export const entriesOf = async (pool: Pool, name: string): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ stream: string }>(
    `select stream from views.${name} order by entry_no`,
  );
  return rows.map(({ stream }) => stream);
};

/** Streams of the cards that `registerCards` writes. */
export const cardStreams = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `card-${from + index}`);
