import type { Database } from '../lists/keyset.ts';

/** One thing that is always true, looked at in the views as they stand. */
export type CheckResult = {
  /** Stable name, e.g. `transactions-sum-to-zero`. */
  readonly check: string;
  readonly ok: boolean;
  /** One sentence: what was looked at, or how many stand against it. */
  readonly detail: string;
  /** What stands against it, as text, at most twenty; empty when all is well. */
  readonly found: readonly string[];
};

export type Check = (database: Database) => Promise<CheckResult>;

/** A check that lists what is wrong: no row means that all is well. */
export const check =
  (definition: {
    readonly name: string;
    /** What holds, as a sentence. */
    readonly holds: string;
    /** Gives one column `found`, one row per thing that is wrong. */
    readonly wrong: string;
  }): Check =>
  async (database) => {
    const { rows } = await database.query<{ found: string; total: number }>(
      `with wrong as (${definition.wrong})
       select found, (select count(*) from wrong) as total from wrong order by found limit 20`,
    );
    const total = rows[0]?.total ?? 0;
    return {
      check: definition.name,
      ok: total === 0,
      detail: total === 0 ? definition.holds : `${definition.holds} – except for ${total}.`,
      found: rows.map(({ found }) => found),
    };
  };
