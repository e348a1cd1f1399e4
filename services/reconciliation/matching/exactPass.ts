import type { MatchingSettings } from '@chobo/domain/catalogue/documents';

import type { StatementLine } from '../statementLine.ts';
import { chargeFitsContract } from './contract.ts';
import type { Item } from './item.ts';
import { liveLines, openItems, PHASES, use, type Work } from './work.ts';

/** Pass 1: whether a done line confirms an item in everything. */
export const agreesExactly = (
  settings: MatchingSettings,
  line: StatementLine,
  item: Item,
): boolean =>
  line.status === 'done' &&
  line.reference === item.reference &&
  line.card === item.card &&
  line.amount === item.amount &&
  line.currency === item.currency &&
  chargeFitsContract(settings, line);

/** Of several lines alike the first matches; the later ones are left for pass 5. */
export const exactPass = (work: Work): void => {
  for (const phase of PHASES) {
    for (const reference of work.liveByReference.keys()) {
      if (reference === '') continue;
      for (const item of openItems(work, phase, reference)) {
        const line = liveLines(work, reference).find((candidate) =>
          agreesExactly(work.input.settings, candidate, item),
        );
        if (line === undefined) continue;
        use(work, [item], [line]);
        work.exact.push({ item, line, carried: phase === 'carried' });
      }
    }
  }
};
