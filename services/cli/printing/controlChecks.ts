import type { ControlCheck } from '@chobo/domain/statement/events';
import { formatControlFigure } from '@chobo/reconciliation/formatting';

import { table } from './table.ts';

/** What a file says of itself beside what was found in it; the difference is theirs less ours. */
export const controlTable = (checks: readonly ControlCheck[]): readonly string[] =>
  table(
    [
      { title: 'total' },
      { title: 'the file says', align: 'right' },
      { title: 'found', align: 'right' },
      { title: 'difference', align: 'right' },
    ],
    checks.map((check) => {
      const difference = check.stated - check.found;
      const said = formatControlFigure(difference, check);
      return [
        check.name,
        formatControlFigure(check.stated, check),
        formatControlFigure(check.found, check),
        difference > 0 ? `+${said}` : said,
      ];
    }),
  );

/** Checks as the documents of the commands have them, which keep to their published shape. */
export const documentedChecks = (
  checks: readonly ControlCheck[],
): readonly Omit<ControlCheck, 'currency'>[] =>
  checks.map(({ name, stated, found }) => ({ name, stated, found }));
