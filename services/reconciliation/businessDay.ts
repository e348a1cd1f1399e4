import {
  addDays,
  businessDateOf,
  startOfBusinessDate,
  type BusinessDate,
} from '@chobo/domain/kernel/time';

/** How a source counts its days. */
export type DayCount = {
  readonly zone: string;
  /** Local time at which a business day begins, `HH:mm`. */
  readonly cutOff: string;
};

const cutOffMs = (cutOff: string): number => {
  const [hours = 0, minutes = 0] = cutOff.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};

/** The source's business day of an instant (epoch ms). */
export const sourceDayOf = (atMs: number, { zone, cutOff }: DayCount): BusinessDate =>
  businessDateOf(atMs - cutOffMs(cutOff), zone);

/** First instant after a source's business day, epoch ms. */
export const sourceDayEndsAt = (date: BusinessDate, { zone, cutOff }: DayCount): number =>
  startOfBusinessDate(addDays(date, 1), zone) + cutOffMs(cutOff);
