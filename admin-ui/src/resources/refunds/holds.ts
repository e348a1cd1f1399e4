import type { RefundState } from './answers';

/** What has become of the value that a refund held: held until it is decided, taken, or free again. */
export const holdOf = (state: RefundState): 'held' | 'taken' | 'released' => {
  if (state === 'requested') return 'held';
  return state === 'rejected' || state === 'cancelled' || state === 'failed' ? 'released' : 'taken';
};
