import { catalogue } from '@chobo/domain/catalogue/decider';
import type { RefundPolicy } from '@chobo/domain/catalogue/documents';
import { catalogueStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';
import type { EventStore } from '@chobo/event-store/port';

import { Problem } from '../../problems.ts';

/**
 * The refund policy of a brand as it is published now.
 *
 * @throws Problem `refund_policy_missing`
 */
export const refundPolicyOf = async (
  store: Pick<EventStore, 'readStream'>,
  brand: string,
): Promise<RefundPolicy> => {
  const found = await loadState(store, catalogue, catalogueStream('brand', brand));
  const document = found.state.status === 'published' ? found.state.document : null;
  if (document?.kind !== 'brand' || document.refundPolicy === undefined) {
    throw new Problem('refund_policy_missing', { facts: { brand } });
  }
  const stream = catalogueStream('refund-policy', document.refundPolicy);
  const { state } = await loadState(store, catalogue, stream);
  if (state.status !== 'published' || state.document.kind !== 'refund-policy') {
    throw new Problem('refund_policy_missing', { facts: { brand } });
  }
  return state.document;
};
