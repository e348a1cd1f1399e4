import type { StatementLine } from '../statementLine.ts';
import { isApart } from './apart.ts';
import { chargeDifference, chargeFitsContract, contractChargeOf } from './contract.ts';
import type { Item } from './item.ts';
import { byFileLine } from './lines.ts';
import type { Break, Difference } from './outcome.ts';
import { liveLines, PHASES, use, type Work } from './work.ts';

/**
 * Pass 3: the reference is the same and something differs. A done line that
 * differs settles what was executed, so it is looked at before lines that were
 * not; without one, a cancelled or failed line says that nothing was.
 */
export const differencePass = (work: Work): void => {
  for (const phase of PHASES) {
    for (const item of work.items[phase]) {
      if (work.usedItems.has(item.no)) continue;
      const found = differingDoneLine(work, item) || undoneExecution(work, item);
      if (!found) neverExecuted(work, item);
    }
  }
};

/** Everything in which a line differs from an item, the weightiest first: that one names the break. */
export const differencesOf = (work: Work, line: StatementLine, item: Item): Difference[] => {
  const differences: Difference[] = [];
  if (line.card !== item.card) differences.push('wrong_card');
  if (line.currency !== item.currency) differences.push('currency');
  if (line.status !== 'done') differences.push('status');
  if (line.amount !== item.amount) differences.push('amount');
  if (!chargeFitsContract(work.input.settings, line)) differences.push('fee');
  return differences;
};

const differingDoneLine = (work: Work, item: Item): boolean => {
  const line = liveLines(work, item.reference).find(
    (candidate) => !isApart(work.input.apart, item, candidate),
  );
  if (line === undefined) return false;
  return breakOver(work, item, line, true);
};

const neverExecuted = (work: Work, item: Item): boolean => {
  const line = (work.notDoneByReference.get(item.reference) ?? []).find(
    (candidate) => !work.usedLines.has(candidate),
  );
  return line !== undefined && breakOver(work, item, line, false);
};

const breakOver = (work: Work, item: Item, line: StatementLine, closesItems: boolean): boolean => {
  const [kind, ...alsoDiffers] = differencesOf(work, line, item);
  if (kind === undefined) return false;
  const contract =
    kind === 'fee' || alsoDiffers.includes('fee')
      ? contractChargeOf(work.input.settings, [line])
      : null;
  use(work, [item], [line]);
  work.breaks.push({
    kind,
    items: [item],
    lines: [line],
    mainLine: line,
    difference: differenceOf(work, kind, line, item),
    alsoDiffers,
    ...(contract === null ? {} : { contractCharge: contract }),
    closesItems,
  });
  return true;
};

const differenceOf = (
  work: Work,
  kind: Difference,
  line: StatementLine,
  item: Item,
): number | null => {
  if (kind === 'currency') return null;
  if (kind === 'fee') return chargeDifference(work.input.settings, [line]);
  return (line.status === 'done' ? line.amount : 0) - item.amount;
};

/** The source executed and took back: `status`, naming both lines, and the item stays open. */
const undoneExecution = (work: Work, item: Item): boolean => {
  const undone = work.cancellations.filter(
    ({ cancelled, earlier }) =>
      !work.usedLines.has(cancelled) &&
      // A line that was matched by hand may have another reference than its item.
      (earlier?.item?.no === item.no ||
        (cancelled.reference === item.reference && (earlier?.item ?? null) === null)),
  );
  const last = undone.at(-1);
  if (last === undefined) return false;
  const lines = undone
    .flatMap(({ cancelled, done }) => (done === null ? [cancelled] : [done, cancelled]))
    .sort(byFileLine);
  use(work, [item], lines);
  const found: Break = {
    kind: 'status',
    items: [item],
    lines,
    mainLine: last.cancelled,
    difference: -item.amount,
    alsoDiffers: [],
    closesItems: false,
  };
  work.breaks.push(last.earlier === null ? found : { ...found, undoes: last.earlier });
  return true;
};
