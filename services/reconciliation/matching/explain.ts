import { unreachable } from '@chobo/domain/kernel/decider';
import { formatAmount, formatLocalTime } from '../formatting.ts';
import type { StatementLine } from '../statementLine.ts';
import { chargeOf } from './contract.ts';
import type { Item } from './item.ts';
import type { Break, Difference } from './outcome.ts';

/**
 * One English sentence for a clerk: what stands on each side, and why that is
 * a break.
 *
 * @param zone in which times are told
 */
export const explain = (found: Break, zone: string): string =>
  `${reason(found, zone)}${attributes(found)}`;

const reason = (found: Break, zone: string): string => {
  const [item] = found.items;
  const line = found.mainLine;
  const ours = item === undefined ? '' : itemText(item, zone);
  const theirs = line === null ? '' : lineText(line, zone);
  switch (found.kind) {
    case 'missing_in_statement':
      return `We credited ${ours}; the statement has no line for it.`;
    case 'timing':
      return `We credited ${ours}, within the last minutes of the day; the next day's file confirms such items.`;
    case 'duplicate_in_ledger':
      return `We credited ${ours}; another payment for the same card and amount was executed instead${insteadText(found, zone)}, so the customer probably paid twice.`;
    case 'missing_in_ledger':
      return `The statement has ${theirs}; we have no top-up for it.`;
    case 'duplicate_in_statement':
      return `The statement has ${theirs}; its reference was executed already${executedText(found)}.`;
    case 'wrong_card':
      return `We credited ${ours}; the statement has ${theirs}: the same reference, another card.`;
    case 'currency':
      return `We credited ${ours}; the statement has ${theirs}: the same reference, another currency.`;
    case 'amount':
      return `We credited ${ours}; the statement has ${theirs}: the same reference, another amount.`;
    case 'fee':
      return `We credited ${ours}; the amount agrees, the charge does not: ${linesText(found.lines)} ${chargeText(found)}.`;
    case 'status':
      return statusReason(found, ours, zone);
    case 'split_incomplete':
      return `${found.lines.length} lines with one reference add up to ${sumOf(found.lines)}, not to the ${sumOf(found.items)} that we credited.`;
    case 'ambiguous':
      return `${found.lines.length} ${plural(found.lines.length, 'line')} without a reference and ${found.items.length} ${plural(found.items.length, 'top-up')} fit each other by card, amount and time; a person must say which belongs to which.`;
    case 'expiry_date':
    case 'unreadable_line':
    case 'control_total':
    case 'missing_file':
      throw new Error(`A ${found.kind} break does not come from matching lines and items`);
    default:
      return unreachable(found.kind);
  }
};

const statusReason = (found: Break, ours: string, zone: string): string => {
  const line = found.mainLine;
  if (line === null) throw new Error('A status break has its line');
  const when = formatLocalTime(line.at, zone);
  if (found.undoes !== undefined) {
    return `We credited ${ours}; the source executed it in line ${found.undoes.fileLine} of the file of ${found.undoes.date} and cancelled it at ${when} in line ${line.fileLine}.`;
  }
  if (found.lines.length > 1) {
    const lines = found.lines.map(({ fileLine }) => fileLine).join(' and ');
    return `We credited ${ours}; the source executed and then cancelled it (lines ${lines}).`;
  }
  return `We credited ${ours}; the statement says ${line.status} at ${when} (line ${line.fileLine}).`;
};

const attributes = (found: Break): string =>
  found.alsoDiffers.length === 0
    ? ''
    : ` Also different: ${found.alsoDiffers.map((difference) => attribute(found, difference)).join(', ')}.`;

const attribute = (found: Break, difference: Difference): string => {
  const [item] = found.items;
  const line = found.mainLine;
  switch (difference) {
    case 'wrong_card':
      return `the card (ours ${item?.card ?? ''}, theirs ${line?.card ?? ''})`;
    case 'currency':
      return `the currency (ours ${item?.currency ?? ''}, theirs ${line?.currency ?? ''})`;
    case 'status':
      return `the status (${line?.status ?? ''})`;
    case 'amount':
      return `the amount (ours ${moneyOf(item)}, theirs ${moneyOf(line)})`;
    case 'fee':
      return `the charge (${chargeText(found)})`;
    default:
      return unreachable(difference);
  }
};

/** What was charged beside what the contract says. */
const chargeText = ({ lines, contractCharge }: Break): string => {
  const currency = lines[0]?.currency ?? 'JPY';
  const charge = chargeOf(lines);
  const charged = charge === null ? 'charged nothing' : `charged ${formatAmount(charge, currency)}`;
  return contractCharge === undefined
    ? charged
    : `${charged}, by contract ${formatAmount(contractCharge, currency)}`;
};

const executedText = ({ executedBy }: Break): string => {
  if (executedBy === undefined) return '';
  const { date, fileLine } = executedBy;
  return date === null ? ` by line ${fileLine}` : ` by line ${fileLine} of the file of ${date}`;
};

const insteadText = ({ executedInstead }: Break, zone: string): string =>
  executedInstead === undefined
    ? ''
    : ` (${executedInstead.id}, at ${formatLocalTime(executedInstead.at, zone)})`;

const linesText = (lines: readonly StatementLine[]): string =>
  `${plural(lines.length, 'line')} ${lines.map(({ fileLine }) => fileLine).join(' and ')}`;

const itemText = (item: Item, zone: string): string =>
  `${moneyOf(item)} to card ${item.card} at ${formatLocalTime(item.at, zone)} (${item.id})`;

const lineText = (line: StatementLine, zone: string): string =>
  `${moneyOf(line)} for card ${line.card} at ${formatLocalTime(line.at, zone)} in line ${line.fileLine}${
    line.reference === '' ? ', without a reference' : ` (${line.reference})`
  }`;

const moneyOf = (
  part: { readonly amount: number; readonly currency: string } | null | undefined,
): string => (part === null || part === undefined ? '' : formatAmount(part.amount, part.currency));

const sumOf = (parts: readonly { readonly amount: number; readonly currency: string }[]): string =>
  formatAmount(
    parts.reduce((sum, part) => sum + part.amount, 0),
    parts[0]?.currency ?? 'JPY',
  );

const plural = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
