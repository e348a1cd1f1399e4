/** ISO 4217 code, three capital letters. */
export type Currency = string & { readonly __brand?: 'Currency' };

/** An amount in minor units (yen have none, so 1000 is ¥1,000) and its currency. */
export type Money = { readonly amount: number; readonly currency: Currency };

/**
 * The largest single amount that Chobo takes, in minor units: 10^12.
 * Nine thousand of them still add up exactly in a double (2^53).
 */
export const MAX_AMOUNT = 1_000_000_000_000;

/** True for an integer of minor units within the bound, of either sign. */
export const isAmount = (value: number): boolean =>
  Number.isSafeInteger(value) && Math.abs(value) <= MAX_AMOUNT;

/** True for what can be paid: a positive amount within the bound. */
export const isPositiveAmount = (value: number): boolean => isAmount(value) && value > 0;

/**
 * The exact floor or ceiling of `amount × numerator ÷ denominator`, without
 * passing through a fraction (products beyond 2^53 stay exact).
 *
 * @param amount minor units, not negative
 */
export const proportion = (
  amount: number,
  numerator: number,
  denominator: number,
  rounding: 'floor' | 'ceiling' | 'half_up' = 'floor',
): number => {
  if (denominator <= 0 || numerator < 0 || amount < 0) {
    throw new RangeError(`proportion(${amount}, ${numerator}, ${denominator}) is not defined`);
  }
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  switch (rounding) {
    case 'floor':
      return Number(product / divisor);
    case 'ceiling':
      return Number((product + divisor - 1n) / divisor);
    case 'half_up':
      return Number((2n * product + divisor) / (2n * divisor));
  }
};

/**
 * The next part when `total` is given away piece by piece in proportion to
 * parts of `whole`: floor(total × Σparts ÷ whole) less what was given before.
 * The part that completes the whole takes the rest, so the pieces always add
 * up to exactly `total`.
 */
export const nextShare = (share: {
  readonly total: number;
  readonly whole: number;
  /** What of `whole` was taken before this part. */
  readonly takenBefore: number;
  readonly part: number;
  /** What of `total` was given before this part. */
  readonly givenBefore: number;
}): number =>
  proportion(share.total, share.takenBefore + share.part, share.whole) - share.givenBefore;
