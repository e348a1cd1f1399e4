import type { CellReader } from '../rows/cells.ts';
import type { Row } from '../rows/rowsOf.ts';

const REMEMBERED_VALUES = 1000;
const MAX_REMEMBERED_LENGTH = 40;

/** A text as JSON; short ones, which repeat (product codes), are remembered. */
const jsonText = (): ((value: string) => string) => {
  const remembered = new Map<string, string>();
  return (value) => {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const json = JSON.stringify(value);
    if (value.length <= MAX_REMEMBERED_LENGTH) {
      if (remembered.size >= REMEMBERED_VALUES) remembered.clear();
      remembered.set(value, json);
    }
    return json;
  };
};

/**
 * Writes a line's other mapped cells as canonical JSON: names in the order of
 * their characters, no spaces, so that equal lines have equal texts.
 */
export const compileAttributes = (
  readers: readonly (readonly [name: string, read: CellReader])[],
): ((row: Row) => string) => {
  if (readers.length === 0) return () => '{}';
  const parts = [...readers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, read], index) => ({
      key: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
      read,
      json: jsonText(),
    }));
  return (row) => {
    let text = '';
    for (const { key, read, json } of parts) text += key + json(read(row));
    return `${text}}`;
  };
};
