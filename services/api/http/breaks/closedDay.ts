import type { OnBreak } from '@chobo/domain/break/commands';
import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { reconciliationDayStream } from '@chobo/domain/streams';
import { loadState } from '@chobo/event-store/handleCommand';

import type { ApiDependencies } from '../../dependencies.ts';

/**
 * Which closing of the day stands; null while it is not closed. Read from the
 * day's own stream, since a view may not have the closing yet.
 */
export const closedVersionOf = async (
  store: ApiDependencies['store'],
  { source, date }: Pick<OnBreak, 'source' | 'date'>,
): Promise<number | null> => {
  const { state } = await loadState(
    store,
    reconciliationDay,
    reconciliationDayStream(source, date),
  );
  return state.status === 'closed' ? state.version : null;
};
