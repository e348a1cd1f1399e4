import { JST } from '@chobo/domain/kernel/time';

/** Epoch ms of a local time, given as if it were UTC; NaN for a time that summer time skips. */
export type LocalToEpoch = (localMs: number) => number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JST_OFFSET_MS = 9 * HOUR_MS;
/** Offsets of all zones change at full quarters of an hour. */
const QUARTER_MS = HOUR_MS / 4;
const REMEMBERED_QUARTERS = 4096;

/** How far a zone is ahead of UTC at an instant, in ms. */
const offsetReader = (zone: string): ((epochMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (epochMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epochMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
  };
};

/**
 * Makes local times of a zone into instants. A time that comes twice when summer
 * time ends is taken the first time; one that summer time skips does not exist.
 *
 * @throws RangeError when there is no such zone
 */
export const compileZone = (zone: string): LocalToEpoch => {
  if (zone === JST) return (localMs) => localMs - JST_OFFSET_MS;
  const offsetAt = offsetReader(zone);
  const remembered = new Map<number, number>();
  const offsetOfQuarter = (quarterMs: number): number => {
    const earlier = offsetAt(quarterMs - DAY_MS);
    const later = offsetAt(quarterMs + DAY_MS);
    const isEarlier = offsetAt(quarterMs - earlier) === earlier;
    const isLater = offsetAt(quarterMs - later) === later;
    if (isEarlier && isLater) return Math.max(earlier, later);
    if (isEarlier) return earlier;
    return isLater ? later : Number.NaN;
  };
  return (localMs) => {
    const quarter = Math.floor(localMs / QUARTER_MS);
    let offset = remembered.get(quarter);
    if (offset === undefined) {
      offset = offsetOfQuarter(quarter * QUARTER_MS);
      if (remembered.size >= REMEMBERED_QUARTERS) remembered.clear();
      remembered.set(quarter, offset);
    }
    return localMs - offset;
  };
};
