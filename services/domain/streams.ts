import type { CatalogueKind } from './catalogue/documents.ts';
import type { BusinessDate } from './kernel/time.ts';
import type { Iccid } from './card/iccid.ts';

/** Everything about one balance: `account-<id>`. */
export const accountStream = (id: string): string => `account-${id}`;

/** Registration of one SIM: `card-<iccid>`. */
export const cardStream = (iccid: Iccid): string => `card-${iccid}`;

/**
 * The claim of one payment, once for all accounts: `payment-<provider>:<reference>`.
 * A colon within the provider is escaped, so that no two payments share a stream.
 */
export const paymentStream = (provider: string, reference: string): string =>
  `payment-${provider.replaceAll('%', '%25').replaceAll(':', '%3A')}:${reference}`;

/** One file received: `statement-<id>`. */
export const statementStream = (id: string): string => `statement-${id}`;

/** One day of one source: `reconciliationDay-<source>:<yyyy-MM-dd>`. */
export const reconciliationDayStream = (source: string, date: BusinessDate): string =>
  `reconciliationDay-${source}:${date}`;

/** The work on one break: `break-<id>`. */
export const breakStream = (id: string): string => `break-${id}`;

/** The published versions of one document: `catalogue-<kind>:<id>`. */
export const catalogueStream = (kind: CatalogueKind, id: string): string =>
  `catalogue-${kind}:${id}`;
