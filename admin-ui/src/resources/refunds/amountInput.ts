/** Digits behind the point of a currency: 0 for yen. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 0;

/**
 * An amount as somebody types it, in minor units: `1,000`, `１０００`, `12.50`.
 * Null for what is no amount of the currency, e.g. half a yen.
 */
export const readAmount = (typed: string, currency: string): number | null => {
  const text = typed.normalize('NFKC').replace(/[,\s]/g, '');
  const [, whole = '', part = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = digitsOf(currency);
  if (whole === '' || part.length > digits) return null;
  const amount = Number(whole + part.padEnd(digits, '0'));
  return amount > 0 && Number.isSafeInteger(amount) ? amount : null;
};

/** Minor units as they would be typed. */
export const typedAmount = (amount: number, currency: string): string => {
  const digits = digitsOf(currency);
  return digits === 0 ? String(amount) : (amount / 10 ** digits).toFixed(digits);
};
