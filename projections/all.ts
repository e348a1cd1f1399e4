import { accounts } from './accounts/projection.ts';
import { audit } from './audit/projection.ts';
import { breaks } from './breaks/projection.ts';
import { cards } from './cards/projection.ts';
import { catalogue } from './catalogue/projection.ts';
import { ledger } from './ledger/projection.ts';
import { paymentClaims } from './payment-claims/projection.ts';
import { reconciliationItems } from './reconciliation-items/projection.ts';
import { refunds } from './refunds/projection.ts';
import type { Projection } from './runner/projection.ts';
import { textReferences } from './text-references/projection.ts';
import { timeline } from './timeline/projection.ts';
import { topUps } from './top-ups/projection.ts';

/** What the projections of reconciliation are made with, wherever the program is put together. */
export type ProjectionDependencies = {
  /** Those that read the stored files: statements, reconciliation days. */
  readonly reconciliation: readonly Projection[];
};

/** Every projection, in the order in which a batch is written. */
export const allProjections = (dependencies: ProjectionDependencies): readonly Projection[] => [
  catalogue,
  cards,
  accounts,
  topUps,
  refunds,
  timeline,
  audit,
  ledger,
  paymentClaims,
  reconciliationItems,
  breaks,
  textReferences,
  ...dependencies.reconciliation,
];
