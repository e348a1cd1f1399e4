import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Migration, MigrationProvider } from 'kysely';
import type { Pool } from 'pg';

/**
 * Where plain SQL migrations lie, each with the package that owns its tables.
 * Names sort in this order, and a file's number is its order within the package:
 * a package's migrations may lean on those of the packages above it.
 */
const folders = [
  { prefix: '1-event-store', folder: '../event-store/postgres/migrations' },
  { prefix: '2-identity', folder: '../identity/migrations' },
  { prefix: '3-statement-store', folder: '../statement-store/migrations' },
  { prefix: '4-api', folder: '../api/migrations' },
] as const;

/** Any number: what matters is that all processes of Chobo take the same lock. */
const MIGRATION_LOCK = 0x63686f62;

/** A migration that failed; the database is as it was before. */
export class MigrationFailed extends Error {
  readonly migration: string;
  constructor(migration: string, cause: unknown) {
    super(
      `Migration ${migration} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.name = 'MigrationFailed';
    this.migration = migration;
  }
}

/** Name and path of every migration of this build, in the order in which they run. */
async function migrationFiles(): Promise<readonly (readonly [name: string, file: string])[]> {
  const found = await Promise.all(
    folders.map(async ({ prefix, folder }) => {
      const directory = path.resolve(import.meta.dirname, folder);
      const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
      return names.map(
        (name) =>
          [`${prefix}/${name.slice(0, -'.sql'.length)}`, path.join(directory, name)] as const,
      );
    }),
  );
  return found.flat();
}

const UNDEFINED_TABLE = '42P01';

/** True when every migration of this build has been run: the usual start. */
async function isMigrated(pool: Pool): Promise<boolean> {
  const files = await migrationFiles();
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM app.migration');
    const run = new Set(rows.map(({ name }) => name));
    return files.every(([name]) => run.has(name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

/**
 * Brings the database to this build's tables: makes the schemas `events`,
 * `views` and `app`, then runs each SQL migration that has not been run, all of
 * them in one transaction. Processes that migrate at once wait for each other;
 * the later ones find nothing to do. Needs two connections of the pool.
 *
 * @returns names of the migrations that were run now
 * @throws MigrationFailed naming the migration, with nothing changed
 */
export async function migrate(pool: Pool): Promise<readonly string[]> {
  if (await isMigrated(pool)) return [];
  // A third of a second to load, and at most starts there is nothing to migrate.
  const { Kysely, Migrator, PostgresDialect, sql } = await import('kysely');
  const provider: MigrationProvider = {
    getMigrations: async () => {
      const files = await migrationFiles();
      const up =
        (file: string): Migration['up'] =>
        async (database) => {
          await sql.raw(await readFile(file, 'utf8')).execute(database);
        };
      return Object.fromEntries(files.map(([name, file]) => [name, { up: up(file) }]));
    },
  };
  const gate = await pool.connect();
  try {
    await gate.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const schema of ['events', 'views', 'app']) {
      await gate.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    }
    const migrator = new Migrator({
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
      provider,
      migrationTableSchema: 'app',
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
      // A package may add a migration after a later package's has been run.
      allowUnorderedMigrations: true,
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed = results.find((result) => result.status === 'Error');
      throw new MigrationFailed(failed?.migrationName ?? '(none was reached)', error);
    }
    return results.map((result) => result.migrationName);
  } finally {
    // A connection that broke meanwhile has given its lock back already.
    await gate.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    gate.release();
  }
}
