/** Digits of a currency behind the point. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 0;

/** What was typed as an amount, in minor units; null for what is none. Full-width digits count. */
export const minorUnits = (text: string, currency: string): number | null => {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '').replace('−', '-');
  const digits = digitsOf(currency);
  const [, sign = '', whole = '', fraction = ''] =
    /^([+-]?)(\d{1,12})(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === '' || fraction.length > digits) return null;
  const units = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return sign === '-' && units !== 0 ? -units : units;
};

/** Minor units as they are typed. */
export const typedAmount = (amount: number, currency: string): string =>
  (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
