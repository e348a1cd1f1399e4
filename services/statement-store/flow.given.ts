import type { CatalogueDocument, Source } from '@chobo/domain/catalogue/documents';
import { createPostgresEventStore } from '@chobo/event-store/postgres/postgresEventStore';
import type { EventStore } from '@chobo/event-store/port';
import { createDatabase, type TestDatabase } from '@chobo/fixtures/postgres/database';
import { harborCatalogue } from '@chobo/fixtures/statements/harborSource';
import { createProjectionRunner, type ProjectionRunner } from '@chobo/projections/runner/runner';
import { publishDocuments } from '@chobo/runtime/catalogue';
import { createLogger } from '@chobo/runtime/logger';
import { projectionsOver } from '@chobo/runtime/projections';

import type { StatementStoreDependencies } from './dependencies.ts';
import { shop, type Shop } from './shop.given.ts';

/** 20 November 2026, 09:00 JST: when everything is handed in unless a test says otherwise. */
export const NOW = Date.parse('2026-11-20T00:00:00Z');

/** A database with the store and all views running; shops in it do not see each other. */
export type Flow = {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly runner: ProjectionRunner;
  readonly dependencies: StatementStoreDependencies;
  readonly clock: { nowMs: number };
  /** A source and a brand of its own, with Harbor's profile and settings. */
  readonly openShop: (changes?: (source: Source) => Source) => Promise<Shop>;
  readonly close: () => Promise<void>;
};

/** What is published for a shop: a source and a brand under its own id. */
export const shopDocuments = (
  id: string,
  changes: (source: Source) => Source = (source) => source,
): readonly CatalogueDocument[] =>
  harborCatalogue().flatMap((document): CatalogueDocument[] => {
    if (document.kind === 'brand') return [{ ...document, id: `${id}-mobile`, source: id }];
    if (document.kind === 'source') return [changes({ ...document, id })];
    return document.kind === 'plan' ? [document] : [];
  });

/** @param openStore opens the store; the one in the flow's own database unless said otherwise */
export const openFlow = async (
  openStore: (database: TestDatabase) => EventStore = ({ pool }) =>
    createPostgresEventStore({ pool, logger: createLogger('silent') }),
): Promise<Flow> => {
  const database = await createDatabase();
  const { pool } = database;
  const logger = createLogger('silent');
  const store = openStore(database);
  const projections = projectionsOver(pool, store);
  const runner = createProjectionRunner({ pool, store, projections, logger });
  runner.start();
  const clock = { nowMs: NOW };
  let ids = 0;
  const dependencies: StatementStoreDependencies = {
    pool,
    store,
    projections: runner,
    clock: () => clock.nowMs,
    newId: () => `id-${(ids += 1)}`,
  };
  let shops = 0;
  const openShop: Flow['openShop'] = async (changes) => {
    shops += 1;
    const id = shops === 1 ? 'harbor' : `harbor-${shops}`;
    await publishDocuments(store, shopDocuments(id, changes), { actor: 'cli:test', nowMs: NOW });
    return shop(dependencies, { id, first: shops * 1000 });
  };
  return {
    database,
    store,
    runner,
    dependencies,
    clock,
    openShop,
    close: async () => {
      await runner.stop();
      await store.close();
      await database.drop();
    },
  };
};
