import type { EventStore } from '@chobo/event-store/port';
import { allProjections } from '@chobo/projections/all';
import { reconciliationDays } from '@chobo/projections/reconciliation-days/projection';
import type { Projection } from '@chobo/projections/runner/projection';
import { statements } from '@chobo/projections/statements/projection';
import type { Pool } from 'pg';
import { recomputeRun } from '@chobo/statement-store/recomputeRun';

/** Every read model of this build, in the order in which a batch is written. */
export function projectionsOver(pool: Pool, store: EventStore): readonly Projection[] {
  return allProjections({
    reconciliation: [statements, reconciliationDays({ recompute: recomputeRun({ pool, store }) })],
  });
}
