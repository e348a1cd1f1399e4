import type { ListedBreak } from './answers';

/** The items and lines that a list names for a break, the first of each. */
export const aboutOf = (
  { items, lines }: Pick<ListedBreak, 'items' | 'lines'>,
  word: (key: string, values?: object) => string,
): readonly string[] => [
  ...items.slice(0, 1).map((item) => word('item', { item })),
  ...lines.slice(0, 1).map((line) => word('line', { line: String(line) })),
];
