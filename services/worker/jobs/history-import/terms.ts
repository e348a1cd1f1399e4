import { endOfValidity } from '@chobo/domain/account/endOfValidity';
import type { TopUpCredited } from '@chobo/domain/account/events';
import { catalogue } from '@chobo/domain/catalogue/decider';
import type { Brand, CatalogueDocument, Plan, Source } from '@chobo/domain/catalogue/documents';
import { proportion } from '@chobo/domain/kernel/money';
import { instantOf } from '@chobo/domain/kernel/time';
import { catalogueStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';
import { sourceDayOf } from '@chobo/reconciliation/businessDay';

import type { HistoryRow, ImportProblem } from './historyRow.ts';

/** The published documents that a history is imported under, in their current versions. */
export type HistoryTerms = {
  readonly source: Source;
  readonly brand: Brand;
  /** The brand's default plan: its validity is what the top-ups get. */
  readonly plan: Plan;
};

export type LoadedTerms =
  | { readonly ok: true; readonly terms: HistoryTerms }
  | { readonly ok: false; readonly problem: ImportProblem };

/** Finds source, brand and plan in the catalogue; what is missing or does not fit is a problem. */
export const loadTerms = async (
  store: EventStore,
  ids: { readonly source: string; readonly brand: string },
): Promise<LoadedTerms> => {
  const source = await published(store, 'source', ids.source);
  if (source === null) return unknown('source', ids.source);
  const brand = await published(store, 'brand', ids.brand);
  if (brand === null) return unknown('brand', ids.brand);
  const plan = await published(store, 'plan', brand.defaultPlan);
  if (plan === null) return unknown('plan', brand.defaultPlan);
  if (brand.currency !== source.currency) {
    const reason = `Brand ${brand.id} sells in ${brand.currency}, source ${source.id} settles in ${source.currency}.`;
    return { ok: false, problem: problem('currency_differs', brand.currency, reason) };
  }
  return { ok: true, terms: { source, brand, plan } };
};

/** What the account is credited for a row: price, validity and the carrier's charge included. */
export const creditOf = (row: HistoryRow, terms: HistoryTerms): TopUpCredited['data'] => {
  const paidAt = instantOf(row.paidAtMs);
  const { source } = terms;
  return {
    topUpId: row.topUpId,
    iccid: row.iccid,
    brand: terms.brand.id,
    channel: row.channel,
    method: row.method,
    payment: { provider: row.provider, reference: row.reference },
    price: row.amount,
    value: row.amount,
    currency: row.currency,
    paidAt,
    creditedAt: paidAt,
    expiresAt: endOfValidity(paidAt, terms.plan.validityDays),
    carrierCharge: {
      source: source.id,
      carrier: source.carrier,
      amount: wholesaleOf(row.amount, source),
      businessDate: sourceDayOf(row.paidAtMs, source),
    },
    // Of a history only the end is known: whatever was provisional is long confirmed.
    wasProvisional: false,
    imported: true,
  };
};

/** Hundredths of a per cent are the finest share that a contract names. */
const wholesaleOf = (amount: number, { matching }: Source): number =>
  matching.wholesale === undefined
    ? 0
    : proportion(
        amount,
        Math.round(matching.wholesale.percent * 100),
        10_000,
        matching.wholesale.rounding,
      );

const published = async <Kind extends CatalogueDocument['kind']>(
  store: EventStore,
  kind: Kind,
  id: string,
): Promise<Extract<CatalogueDocument, { kind: Kind }> | null> => {
  const { state } = await loadState(store, catalogue, catalogueStream(kind, id));
  return state.status === 'published' && isOfKind(state.document, kind) ? state.document : null;
};

const isOfKind = <Kind extends CatalogueDocument['kind']>(
  document: CatalogueDocument,
  kind: Kind,
): document is Extract<CatalogueDocument, { kind: Kind }> => document.kind === kind;

const unknown = (kind: string, id: string): LoadedTerms => ({
  ok: false,
  problem: problem(
    `${kind}_unknown`,
    id,
    `No ${kind} ${id} is published; publish it with: chobo catalogue publish FILE`,
  ),
});

const problem = (code: string, value: string, reason: string): ImportProblem => ({
  fileLine: null,
  column: null,
  value,
  code,
  reason,
});
