import type { Instant } from '../kernel/time.ts';
import {
  JST,
  addDays,
  businessDateOf,
  endOfBusinessDate,
  epochMs,
  instantOf,
} from '../kernel/time.ts';

/**
 * The first instant after a validity of whole JST days. The day on which it
 * begins does not count (Civil Code art. 140), so 30 days from any time of
 * 3 March end when 2 April ends.
 */
export const endOfValidity = (from: Instant, days: number): Instant =>
  instantOf(endOfBusinessDate(addDays(businessDateOf(epochMs(from), JST), days), JST));
