import type { StatementLine } from '../statementLine.ts';
import { isApart } from './apart.ts';
import { chargeDifference, chargesFitContract, contractChargeOf } from './contract.ts';
import { totalAmount, type Item } from './item.ts';
import { byFileLine } from './lines.ts';
import type { ProposalRule } from './outcome.ts';
import { liveLines, openItems, PHASES, use, type Work } from './work.ts';

/**
 * Pass 2: one reference in several lines, or over several items. When card and
 * sums agree it is proposed; when different lines do not add up it is one
 * break for the group. Repetitions of one carrier reference are one execution
 * told twice and stay for the later passes.
 */
export const splitPass = (work: Work): void => {
  for (const phase of PHASES) {
    for (const reference of work.liveByReference.keys()) {
      if (reference === '') continue;
      const items = openItems(work, phase, reference);
      const lines = liveLines(work, reference);
      if (items.length === 0 || lines.length === 0) continue;
      if (items.length + lines.length < 3 || !ofOneCard(items, lines)) continue;
      if (isAnyApart(work, items, lines)) continue;
      judgeGroup(work, items, [...lines].sort(byFileLine));
    }
  }
};

/** A group of which a person has rejected a part is no group. */
const isAnyApart = (
  { input: { apart } }: Work,
  items: readonly Item[],
  lines: readonly StatementLine[],
): boolean => items.some((item) => lines.some((line) => isApart(apart, item, line)));

const judgeGroup = (work: Work, items: readonly Item[], lines: readonly StatementLine[]): void => {
  const difference = totalAmount(lines) - totalAmount(items);
  if (difference === 0 && chargesFitContract(work.input.settings, lines)) {
    use(work, items, lines);
    work.proposals.push({ rule: ruleOf(items, lines), items, lines });
    return;
  }
  if (distinctExecutions(lines) < 2 && items.length === 1) return;
  use(work, items, lines);
  const contract = difference === 0 ? contractChargeOf(work.input.settings, lines) : null;
  work.breaks.push({
    kind: difference === 0 ? 'fee' : 'split_incomplete',
    items,
    lines,
    mainLine: lines[0] ?? null,
    difference: difference === 0 ? chargeDifference(work.input.settings, lines) : difference,
    alsoDiffers: [],
    ...(contract === null ? {} : { contractCharge: contract }),
    closesItems: true,
  });
};

const ofOneCard = (items: readonly Item[], lines: readonly StatementLine[]): boolean => {
  const parts = [...items, ...lines];
  const first = parts[0];
  return parts.every((part) => part.card === first?.card && part.currency === first.currency);
};

/** Lines with one carrier reference count once; a line without one stands for itself. */
const distinctExecutions = (lines: readonly StatementLine[]): number =>
  new Set(lines.map((line) => line.carrierReference || `line ${line.fileLine}`)).size;

const ruleOf = (items: readonly Item[], lines: readonly StatementLine[]): ProposalRule => {
  if (items.length === 1) return 'one item, many lines';
  return lines.length === 1 ? 'many items, one line' : 'many items, many lines';
};
