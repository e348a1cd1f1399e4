import type { StatementLine } from '../statementLine.ts';
import { isApart } from './apart.ts';
import { chargeFitsContract } from './contract.ts';
import { cardAndAmount, totalAmount, type Item } from './item.ts';
import { byFileLine, groupBy } from './lines.ts';
import { PHASES, use, type Phase, type Work } from './work.ts';

/**
 * Pass 4: done lines without a reference. Card, amount and a time window give
 * candidates. One each way is proposed; candidates that share a line or an
 * item are one `ambiguous` break, never resolved by their order.
 */
export const blankReferencePass = (work: Work): void => {
  for (const phase of PHASES) {
    for (const component of components(candidates(work, phase))) {
      const items = [...component.items];
      const lines = [...component.lines].sort(byFileLine);
      use(work, items, lines);
      if (items.length === 1 && lines.length === 1) {
        work.proposals.push({ rule: 'card+amount+time', items, lines });
      } else {
        work.breaks.push({
          kind: 'ambiguous',
          items,
          lines,
          mainLine: lines[0] ?? null,
          difference: totalAmount(lines) - totalAmount(items),
          alsoDiffers: [],
          closesItems: false,
        });
      }
    }
  }
};

type Candidate = { readonly line: StatementLine; readonly item: Item };

const candidates = (work: Work, phase: Phase): Candidate[] => {
  const { settings, apart } = work.input;
  const windowMs = settings.candidateWindowSeconds * 1000;
  const open = work.items[phase].filter((item) => !work.usedItems.has(item.no));
  const byCardAndAmount = groupBy(open, cardAndAmount);
  return (work.liveByReference.get('') ?? [])
    .filter((line) => !work.usedLines.has(line) && chargeFitsContract(settings, line))
    .flatMap((line) =>
      (byCardAndAmount.get(cardAndAmount(line)) ?? [])
        .filter((item) => Math.abs(item.at - line.at) <= windowMs && !isApart(apart, item, line))
        .map((item) => ({ line, item })),
    );
};

type Component = { readonly items: Set<Item>; readonly lines: Set<StatementLine> };

/** Joins candidates that share a line or an item, in the order of their first line. */
const components = (all: readonly Candidate[]): Component[] => {
  const byPart = new Map<StatementLine | Item, Component>();
  for (const { line, item } of all) {
    const ofLine = byPart.get(line);
    const ofItem = byPart.get(item);
    const joined = ofLine ?? ofItem ?? { items: new Set(), lines: new Set() };
    if (ofLine !== undefined && ofItem !== undefined && ofLine !== ofItem) {
      for (const other of ofItem.items) joined.items.add(other);
      for (const other of ofItem.lines) joined.lines.add(other);
    }
    joined.items.add(item);
    joined.lines.add(line);
    for (const part of [...joined.items, ...joined.lines]) byPart.set(part, joined);
  }
  return [...new Set(byPart.values())];
};
