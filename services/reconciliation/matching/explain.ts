import { unreachable } from '@chobo/domain/kernel/decider';
import { formatAmount, formatLocalTime } from '../formatting.ts';
import type { StatementLine } from '../statementLine.ts';
import type { Item } from './item.ts';
import type { Break, Difference } from './outcome.ts';

/**
 * One English sentence for a clerk: what stands on each side, and why that is
 * a break.
 *
 * @param zone in which times are told
 */
export const explain = (found: Break, zone: string): string =>
  `${reason(found, zone)}${attributes(found.alsoDiffers)}`;

const reason = (found: Break, zone: string): string => {
  const [item] = found.items;
  const line = found.mainLine;
  const ours = item === undefined ? '' : itemText(item, zone);
  const theirs = line === null ? '' : lineText(line, zone);
  switch (found.kind) {
    case 'missing_in_statement':
      return `We credited ${ours}; the statement has no line for it.`;
    case 'timing':
      return `We credited ${ours}, close to the end of the day; the next day's file may confirm it.`;
    case 'duplicate_in_ledger':
      return `We credited ${ours}; another payment for the same card and amount within minutes was executed instead, so the customer probably paid twice.`;
    case 'missing_in_ledger':
      return `The statement has ${theirs}; we have no top-up for it.`;
    case 'duplicate_in_statement':
      return `The statement has ${theirs}; its reference was executed by another line already.`;
    case 'wrong_card':
      return `The same reference, another card: ours ${item?.card ?? ''}, theirs ${line?.card ?? ''}.`;
    case 'currency':
      return `The same reference, another currency: ours ${item?.currency ?? ''}, theirs ${line?.currency ?? ''}.`;
    case 'amount':
      return `The same reference, another amount: ours ${moneyOf(item)}, theirs ${moneyOf(line)}.`;
    case 'fee':
      return `The amount agrees; the charge of ${chargeOf(found.lines)} is not what the contract says.`;
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

const ATTRIBUTE: Readonly<Record<Difference, string>> = {
  wrong_card: 'the card',
  currency: 'the currency',
  status: 'the status',
  amount: 'the amount',
  fee: 'the charge',
};

const attributes = (differences: readonly Difference[]): string =>
  differences.length === 0
    ? ''
    : ` Also different: ${differences.map((difference) => ATTRIBUTE[difference]).join(', ')}.`;

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

const chargeOf = (lines: readonly StatementLine[]): string => {
  const first = lines[0];
  if (first === undefined || lines.some((line) => line.wholesale === null)) return 'nothing';
  return formatAmount(
    lines.reduce((sum, line) => sum + (line.wholesale ?? 0), 0),
    first.currency,
  );
};

const plural = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
