import { useLocaleState, useTranslate } from 'react-admin';

import { factText } from '../../parts/problemMessage';
import { useNameOf } from '../../parts/Person';
import type { StatementProblem } from './answers';

/** What a file is that is none, by the English words of the reader. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/excel workbook|old excel/i, 'spreadsheet'],
  [/pdf/i, 'pdf'],
  [/image/i, 'image'],
  [/archive/i, 'archive'],
  [/html|xml/i, 'web'],
  [/json/i, 'json'],
  [/e-mail/i, 'mail'],
  [/rtf/i, 'document'],
  [/database/i, 'database'],
  [/program/i, 'program'],
];

const kindOf = (found: string): string =>
  KINDS.find(([words]) => words.test(found))?.[1] ?? 'other';

/** Problems whose column is the name of a control total. */
const OF_TOTALS = new Set(['control_total_differs', 'control_total_unreadable']);

/** The column of a problem; a control total has a name in the reader's language. */
export const useColumnOf = (): ((problem: StatementProblem) => string | null) => {
  const translate = useTranslate();
  return ({ code, column }) =>
    column === null || !OF_TOTALS.has(code)
      ? column
      : translate(`chobo.statements.totals.${column}`, { _: column });
};

/**
 * Says in the reader's language why a file or a line is not taken. A code that
 * has no sentence yet is said in English.
 */
export const useProblemSentence = (): ((problem: StatementProblem) => string) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const columnOf = useColumnOf();
  return (problem) => {
    const { code, reason, fileLine, value, facts = {} } = problem;
    const said = Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, factText(fact, locale, nameOf)]),
    );
    const kind = translate(`chobo.statements.kinds.${kindOf(facts['found'] ?? '')}`);
    return translate(`chobo.statements.problems.${code}`, {
      _: reason,
      expected: '–',
      found: '–',
      ...said,
      kind,
      line: fileLine?.toLocaleString(locale) ?? '–',
      column: columnOf(problem) ?? '–',
      value: value ?? '–',
    });
  };
};
