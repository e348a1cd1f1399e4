/** Currencies of ISO 4217 whose smallest unit is not the hundredth. */
const OTHER_DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
]);

/** Decimal digits of a currency's minor unit (ISO 4217): 0 for yen, 2 for most. */
export const currencyDigits = (currency: string): number => OTHER_DIGITS.get(currency) ?? 2;
