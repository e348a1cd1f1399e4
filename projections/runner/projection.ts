import { readFileSync } from 'node:fs';

import type { RecordedEvent } from '@chobo/event-store/port';
import type { PoolClient } from 'pg';

import type { EventType } from './eventTypes.ts';

/** Structured log, pino's order of arguments. */
export type ProjectionLogger = {
  readonly debug: (facts: object, message: string) => void;
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
};

/** What a projection is given beside events and transaction. */
export type ProjectionContext = { readonly logger: ProjectionLogger };

/**
 * One read model: its tables and the step that folds events into them.
 *
 * `project` is given the events of its `types` in the order of the log, each
 * exactly once, and runs inside the transaction that also moves the checkpoint.
 * It must depend on nothing but these events and its own rows, so that a
 * rebuild gives the same tables; it ignores event types that it does not know.
 */
export type Projection = {
  readonly name: string;
  /** Qualified names of the tables of table.sql; a rebuild drops and creates them. */
  readonly tables: readonly string[];
  /**
   * The text of table.sql. When it changes, the projection is rebuilt at the next
   * start. Its `create index` statements run once the tables have been filled;
   * keys and unique constraints written inside `create table` are there before.
   */
  readonly tableSql: string;
  readonly types: readonly EventType[];
  readonly project: (
    events: readonly RecordedEvent[],
    sql: PoolClient,
    context: ProjectionContext,
  ) => Promise<void>;
  /** Names of projections whose rows of the same batch must be there first. */
  readonly after?: readonly string[];
};

/** Reads the table.sql that lies beside the module whose `import.meta.url` is given. */
export const tableSqlBeside = (moduleUrl: string): string =>
  readFileSync(new URL('./table.sql', moduleUrl), 'utf8');
