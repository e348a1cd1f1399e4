import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { reconcileStatement } from '@chobo/statement-store/reconcileStatement';
import { importHistory } from '@chobo/worker/jobs/history-import/importHistory';
import { publishDocuments, readDocuments } from '../catalogue.ts';
import type { Chobo } from '../chobo.ts';
import { localFile } from '../localFile.ts';
import { forImport, forStatements } from '../work.ts';
import { seedSupportCases } from './support.ts';
import { createDemoUsers, DEMO_ACTOR } from './users.ts';

/** One part of the demo. Each may be run again: what is there already stays. */
export type DemoStep = {
  /** What is being done, to be followed by dots. */
  readonly name: string;
  readonly run: (chobo: Chobo) => Promise<void>;
};

const fixtures = path.resolve(import.meta.dirname, '../../../fixtures');
const ofHarbor = (name: string): string => path.join(fixtures, 'statements', 'harbor-mobile', name);

const publishCatalogue: DemoStep = {
  name: 'publishing the catalogue of Harbor Mobile',
  run: async ({ store, clock }) => {
    const file = path.join(fixtures, 'catalogue', 'harbor-mobile.json');
    const read = readDocuments(await readFile(file, 'utf8'));
    if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.faults)}`);
    await publishDocuments(store, read.documents, { actor: DEMO_ACTOR, nowMs: clock() });
  },
};

const importSales: DemoStep = {
  name: 'importing two days of top-ups',
  run: async (chobo) => {
    const report = await importHistory(forImport(chobo), {
      source: 'harbor',
      brand: 'harbor-mobile',
      actor: DEMO_ACTOR,
      file: await localFile(ofHarbor('history.csv')),
    });
    if (report.state !== 'imported') throw new Error(JSON.stringify(report.problems));
  },
};

const reconcile = (date: string, fileName: string): DemoStep => ({
  name: `reconciling ${date}`,
  run: async (chobo) => {
    const report = await reconcileStatement(forStatements(chobo), {
      source: 'harbor',
      date,
      actor: DEMO_ACTOR,
      file: await localFile(ofHarbor(fileName)),
    });
    if (report.state !== 'accepted') throw new Error(JSON.stringify(report.problems));
  },
});

const addSupportCases: DemoStep = {
  name: 'adding cards for every outcome of a refund',
  run: seedSupportCases,
};

const addUsers: DemoStep = {
  name: 'adding one user per role',
  run: ({ pool, clock }) => createDemoUsers(pool, clock()),
};

/** In this order; the users come last, as the sign that the demo is complete. */
export const demoSteps: readonly DemoStep[] = [
  publishCatalogue,
  importSales,
  reconcile('2026-11-18', 'harbor_20261118.csv'),
  addSupportCases,
  addUsers,
];
