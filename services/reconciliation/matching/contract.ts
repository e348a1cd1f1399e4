import type { MatchingSettings } from '@chobo/domain/catalogue/documents';
import { proportion } from '@chobo/domain/kernel/money';

import type { StatementLine } from '../statementLine.ts';

/** Hundredths of a per cent in a whole. */
export const SHARE_DENOMINATOR = 10_000;

/** The contract's share in hundredths of a per cent; exact, since a profile gives two decimals. */
export const shareNumerator = (percent: number): number => Math.round(percent * 100);

/**
 * What the contract says that the source charges for an executed amount, minor
 * units; null when the source charges nothing by contract.
 */
export const contractCharge = (settings: MatchingSettings, amount: number): number | null => {
  if (settings.wholesale === undefined) return null;
  const { percent, rounding } = settings.wholesale;
  const charge = proportion(Math.abs(amount), shareNumerator(percent), SHARE_DENOMINATOR, rounding);
  return amount < 0 ? -charge : charge;
};

/** Whether the line's charge is what the contract says, within the tolerance (bounds included). */
export const chargeFitsContract = (settings: MatchingSettings, line: StatementLine): boolean => {
  const contract = contractCharge(settings, line.amount);
  if (contract === null || settings.wholesale === undefined) return true;
  if (line.wholesale === null) return false;
  return Math.abs(line.wholesale - contract) <= settings.wholesale.tolerance;
};

/** The charges of several lines that execute one sum: each fits, or their sum does. */
export const chargesFitContract = (
  settings: MatchingSettings,
  lines: readonly StatementLine[],
): boolean =>
  lines.every((line) => chargeFitsContract(settings, line)) ||
  chargeFitsContract(settings, sumOfLines(lines));

/** What the contract says of several lines together; null when the source charges nothing by contract. */
export const contractChargeOf = (
  settings: MatchingSettings,
  lines: readonly StatementLine[],
): number | null => {
  let charge = 0;
  for (const line of lines) {
    const contract = contractCharge(settings, line.amount);
    if (contract === null) return null;
    charge += contract;
  }
  return charge;
};

/** Charge less contract over several lines, minor units; null where a charge is missing. */
export const chargeDifference = (
  settings: MatchingSettings,
  lines: readonly StatementLine[],
): number | null => {
  const contract = contractChargeOf(settings, lines);
  const charge = chargeOf(lines);
  return contract === null || charge === null ? null : charge - contract;
};

/** What the lines charge together, minor units; null where one names no charge. */
export const chargeOf = (lines: readonly StatementLine[]): number | null => {
  let charge = 0;
  for (const line of lines) {
    if (line.wholesale === null) return null;
    charge += line.wholesale;
  }
  return charge;
};

const sumOfLines = (lines: readonly StatementLine[]): StatementLine => {
  const [first, ...rest] = lines;
  if (first === undefined) throw new Error('A sum needs at least one line');
  return rest.reduce(
    (sum, line) => ({
      ...sum,
      amount: sum.amount + line.amount,
      wholesale:
        sum.wholesale === null || line.wholesale === null ? null : sum.wholesale + line.wholesale,
    }),
    first,
  );
};
