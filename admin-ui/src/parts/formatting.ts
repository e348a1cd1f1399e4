import type { Money } from '../api/answers';

const ZONE = 'Asia/Tokyo';

/** An instant on the clock of Japan, whatever the zone of the browser, e.g. `2026/11/18 10:05 JST`. */
export const formatInstant = (instant: string, locale: string): string => {
  const text = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
  return `${text} JST`;
};

/** A business date (yyyy-MM-dd) with its weekday; a day has no zone to be moved by. */
export const formatBusinessDate = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
  }).format(new Date(`${date}T00:00:00Z`));

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long something takes, in the largest unit that it fills: `2 days`, `5 hours`, `0 minutes`. */
export const formatDuration = (ms: number, locale: string): string => {
  const [unit, length] = UNITS.find((one) => ms >= one[1]) ?? UNITS[2];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.floor(ms / length));
};

/** Money with its sign and currency code, from minor units; a symbol alone could be yen or yuan. */
export const formatMoney = (
  { amount, currency }: Money,
  locale: string,
  { signed = false }: { readonly signed?: boolean } = {},
): string => {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(amount / 10 ** digits);
};

/** A figure of a control total: money where it has a currency, else a number of lines. */
export const formatControlFigure = (
  figure: number,
  { currency }: { readonly currency?: string | null },
  locale: string,
  { signed = false }: { readonly signed?: boolean } = {},
): string =>
  typeof currency === 'string'
    ? formatMoney({ amount: figure, currency }, locale, { signed })
    : figure.toLocaleString(locale, { signDisplay: signed ? 'exceptZero' : 'auto' });
