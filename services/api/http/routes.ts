import type { FastifyPluginAsync } from 'fastify';

import { STANDARD_COST } from '@chobo/identity/passwords';

import type { ApiDependencies } from '../dependencies.ts';
import { accountRoutes } from './accounts/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { breakCommandRoutes } from './breaks/commands.ts';
import { bulkBreakRoutes } from './breaks/bulk.ts';
import { proposalRoutes } from './breaks/proposals.ts';
import { breakRoutes } from './breaks/routes.ts';
import { createSettlingAlone } from './breaks/settlingAlone.ts';
import { cardRoutes } from './cards/routes.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { changeRoutes } from './changes/routes.ts';
import { consoleRoutes } from './console/routes.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { ownAccountRoutes } from './me/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { dayCommandRoutes } from './reconciliation-days/commands.ts';
import { reconciliationDayRoutes } from './reconciliation-days/routes.ts';
import { refundCommandRoutes } from './refunds/commands.ts';
import { refundDetailRoutes } from './refunds/detail.ts';
import { refundEligibilityRoutes } from './refunds/eligibility.ts';
import { refundRoutes } from './refunds/routes.ts';
import { savedViewRoutes } from './saved-views/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { statementUploadRoutes } from './statement-uploads/routes.ts';
import { statementDecisionRoutes } from './statements/decisions.ts';
import { statementFileRoutes } from './statements/files.ts';
import { statementReceivingRoutes } from './statements/receiving.ts';
import { statementRoutes } from './statements/routes.ts';
import { topUpRoutes } from './top-ups/routes.ts';
import { userCommandRoutes } from './users/commands.ts';
import { userRoutes } from './users/routes.ts';

/** Every route, each group with what it needs and no more. */
export const routes: FastifyPluginAsync<ApiDependencies> = async (
  app,
  {
    pool,
    store,
    runner,
    logger,
    clock,
    newId,
    config: {
      version,
      consoleDirectory,
      passwordCost = STANDARD_COST,
      changesAliveEveryMs,
      sourcePatienceMs = 5_000,
    },
  },
) => {
  await app.register(consoleRoutes, { version, directory: consoleDirectory });
  await app.register(healthRoutes, { pool, store, runner, version });
  await app.register(sessionRoutes, { pool, clock, passwordCost });
  await app.register(ownAccountRoutes, { pool, clock, passwordCost });
  await app.register(userRoutes, { pool, clock });
  await app.register(userCommandRoutes, { pool, clock, passwordCost });
  await app.register(peopleRoutes, { pool });
  await app.register(auditRoutes, { pool });
  await app.register(savedViewRoutes, { pool, clock, newId });
  await app.register(changeRoutes, {
    pool,
    store,
    runner,
    logger,
    clock,
    aliveEveryMs: changesAliveEveryMs,
  });
  await app.register(catalogueRoutes, { pool });
  await app.register(cardRoutes, { pool, clock });
  await app.register(accountRoutes, { pool, clock });
  await app.register(topUpRoutes, { pool });
  await app.register(refundRoutes, { pool });
  await app.register(refundDetailRoutes, { pool });
  await app.register(refundEligibilityRoutes, { store, clock });
  await app.register(refundCommandRoutes, { pool, store, runner, clock });
  await app.register(ledgerRoutes, { pool });
  await app.register(searchRoutes, { pool });
  await app.register(eventRoutes, { store });
  await app.register(statementRoutes, { pool });
  await app.register(statementFileRoutes, { pool, store });
  await app.register(statementDecisionRoutes, { pool, store, clock });
  await app.register(statementUploadRoutes, { pool, store, clock, newId });
  await app.register(statementReceivingRoutes, { pool, store, runner, clock, newId });
  await app.register(reconciliationDayRoutes, { pool, store });
  await app.register(dashboardRoutes, { pool, clock });
  await app.register(dayCommandRoutes, { pool, store, runner, clock, newId, sourcePatienceMs });
  await app.register(breakRoutes, { pool, store, clock });
  const settlingAlone = createSettlingAlone({ pool, runner });
  const settling = { pool, store, runner, clock, newId, settlingAlone };
  await app.register(breakCommandRoutes, settling);
  await app.register(bulkBreakRoutes, settling);
  await app.register(proposalRoutes, { ...settling, sourcePatienceMs });
};
