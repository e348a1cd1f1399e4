import { JST } from '@chobo/domain/kernel/time';
import type { ControlCheck } from '@chobo/domain/statement/events';

const formatters = new Map<
  string,
  { readonly format: Intl.NumberFormat; readonly scale: number }
>();

const formatterOf = (currency: string) => {
  const known = formatters.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const made = { format, scale: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0) };
  formatters.set(currency, made);
  return made;
};

/** Minor units as English readers write money: `¥1,000`, `$12.50`. */
export const formatAmount = (amount: number, currency: string): string => {
  const { format, scale } = formatterOf(currency);
  return format.format(amount / scale);
};

const counts = new Intl.NumberFormat('en-US');

/** A count as English readers write it: `2,041`. */
export const formatCount = (count: number): string => counts.format(count);

/** A figure of a control total: a number of lines, or money where it is a sum. */
export const formatControlFigure = (
  figure: number,
  { currency }: Pick<ControlCheck, 'currency'>,
): string => (currency === undefined ? formatCount(figure) : formatAmount(figure, currency));

const clocks = new Map<string, Intl.DateTimeFormat>();

/** An instant (epoch ms) as `yyyy-MM-dd HH:mm:ss` in a zone, JST unless said. */
export const formatLocalTime = (atMs: number, zone: string = JST): string => {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    clocks.set(zone, clock);
  }
  return clock.format(atMs);
};
