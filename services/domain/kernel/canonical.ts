/**
 * JSON text that is the same for equal values: keys in code unit order, fields
 * that are `undefined` left out, no white space. For comparing and for hashing.
 *
 * @param value what JSON keeps: no cycle, no bigint, nothing with a `toJSON` of its own
 */
export const canonicalJson = (value: unknown): string => textOf(value) ?? 'null';

/** Undefined where JSON has nothing to say: for `undefined`, functions and symbols. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((part) => textOf(part) ?? 'null').join(',')}]`;
  let fields = '';
  for (const [key, part] of Object.entries(value).sort(byKey)) {
    const text = textOf(part);
    if (text === undefined) continue;
    fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${text}`;
  }
  return `{${fields}}`;
};

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  one < other ? -1 : one > other ? 1 : 0;
