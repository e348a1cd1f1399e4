import { createHash } from 'node:crypto';

import type { Projection } from './projection.ts';

/** The statements of a table.sql: what must be there for loading, and what is built once it is over. */
export type Definition = {
  readonly tables: readonly string[];
  readonly indexes: readonly string[];
};

const INDEX = /^create\s+(unique\s+)?index\b/i;

/**
 * Splits a table.sql into its statements. A statement ends with a semicolon at
 * the end of a line; `--` begins a remark, to the end of its line.
 */
export const definitionOf = (tableSql: string): Definition => {
  const statements = tableSql
    .replace(/--.*$/gm, '')
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return {
    tables: statements.filter((statement) => !INDEX.test(statement)),
    indexes: statements.filter((statement) => INDEX.test(statement)),
  };
};

/** Identifies a version of a table.sql; another one means that the tables are not what the code expects. */
export const definitionHash = (tableSql: string): string =>
  createHash('sha256').update(tableSql).digest('hex').slice(0, 16);

/**
 * Orders projections so that each comes behind those that it names in `after`.
 * Otherwise the given order stays. Names that are not in the list are no bound.
 *
 * @throws Error when the names go round in a circle, or one is used twice
 */
export const inOrder = (projections: readonly Projection[]): readonly Projection[] => {
  const byName = new Map(projections.map((projection) => [projection.name, projection]));
  if (byName.size !== projections.length) throw new Error('Two projections bear one name');
  const ordered = new Set<Projection>();
  const place = (projection: Projection, path: readonly string[]): void => {
    if (ordered.has(projection)) return;
    if (path.includes(projection.name)) {
      throw new Error(`Projections wait for each other: ${[...path, projection.name].join(' → ')}`);
    }
    for (const name of projection.after ?? []) {
      const earlier = byName.get(name);
      if (earlier !== undefined) place(earlier, [...path, projection.name]);
    }
    ordered.add(projection);
  };
  for (const projection of projections) place(projection, []);
  return [...ordered];
};
