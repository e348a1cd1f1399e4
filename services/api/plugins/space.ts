import fp from 'fastify-plugin';
import type { Pool } from 'pg';

declare module 'fastify' {
  interface FastifyInstance {
    space: Space;
  }
}

/** Whether there is space for what is written, as far as this process has found out. */
export type Space = {
  /** Something could not be written for want of it. */
  readonly ranOut: () => void;
  /** False from then on until a trial finds that it is there again. */
  readonly isThere: () => Promise<boolean>;
};

/** SQLSTATE disk_full. */
const DISK_FULL = '53100';

/** Whether an error, or what it was caused by, says that the disk is full. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === DISK_FULL) || isDiskFull(error.cause));

/**
 * Takes two mebibytes of disk and gives them back: rows of a kilobyte, which
 * PostgreSQL does not compress, in a table of which nothing is kept.
 */
const TRIAL = `begin;
  create temporary table room as select repeat('x', 1000) from generate_series(1, 2048);
  rollback`;

/** Remembers that there was no space; as nobody may write meanwhile, tries by itself. */
export const createSpace = (pool: Pool): Space => {
  let full = false;
  let trial: Promise<void> | undefined;
  const tryIt = async (): Promise<void> => {
    const client = await pool.connect();
    let over = false;
    try {
      await client.query(TRIAL);
      full = false;
      over = true;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    } finally {
      // What failed half-way ends with its connection.
      client.release(!over);
    }
  };
  return {
    ranOut: () => {
      full = true;
    },
    isThere: async () => {
      if (!full) return true;
      trial ??= tryIt().finally(() => {
        trial = undefined;
      });
      await trial;
      return !full;
    },
  };
};

/** Lets whoever meets a full disk say so, and readiness tell of it. */
export const space = fp<{ readonly pool: Pool }>(
  (app, { pool }, done) => {
    app.decorate('space', createSpace(pool));
    done();
  },
  { name: 'space' },
);
