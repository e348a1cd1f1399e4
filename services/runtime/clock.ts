/** Epoch ms. */
export type Clock = () => number;

/**
 * The clock that is passed to everything that needs one: the system's, or one
 * that starts at a given instant and runs on from there.
 *
 * @param startsAtMs epoch ms; default now
 */
export function createClock(startsAtMs?: number): Clock {
  if (startsAtMs === undefined) return () => Date.now();
  const begun = performance.now();
  return () => Math.floor(startsAtMs + (performance.now() - begun));
}
