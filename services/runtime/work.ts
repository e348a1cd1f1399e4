import { refreshDays } from '@chobo/statement-store/runDays';
import type { StatementStoreDependencies } from '@chobo/statement-store/dependencies';
import type { ImportDependencies } from '@chobo/worker/jobs/history-import/importHistory';
import type { Chobo } from './chobo.ts';

/** What receiving, matching and verifying statements needs, from an open Chobo. */
export const forStatements = (chobo: Chobo): StatementStoreDependencies => chobo;

/** What importing a history needs; days that gain items by it are run again. */
export const forImport = (chobo: Chobo): ImportDependencies => ({
  ...chobo,
  refreshDays: (source, actor) => refreshDays(forStatements(chobo), source, actor),
});
