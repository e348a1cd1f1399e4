import type { Upcasters } from '../kernel/upcasting.ts';
import type { DayMatched } from './events.ts';

type DayMatchedV1 = Omit<DayMatched['data'], 'handMatches'>;

/** Runs of the first version took no notice of what people had matched by hand. */
export const upcasters: Upcasters = {
  DayMatched: [(data: DayMatchedV1): DayMatched['data'] => ({ ...data, handMatches: 0 })],
};
