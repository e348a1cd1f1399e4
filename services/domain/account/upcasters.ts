import type { Upcasters } from '../kernel/upcasting.ts';

/** Types that are not here are still in their first version. */
export const upcasters: Upcasters = {
  // Version 1 had a class of reason only.
  RefundRequested: [(data: object) => ({ ...data, noteId: null })],
};
