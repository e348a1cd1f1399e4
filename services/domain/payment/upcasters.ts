import type { Upcasters } from '../kernel/upcasting.ts';

/** Every event type here is still in its first version. */
export const upcasters: Upcasters = {};
