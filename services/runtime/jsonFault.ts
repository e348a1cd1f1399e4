/** Where a text stops being JSON: line and column from 1, as editors count them. */
export type JsonFault = {
  readonly line: number;
  readonly column: number;
  /** The text ends before the JSON does. */
  readonly isEnd: boolean;
};

const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next. */
type Expected =
  'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end' | 'nothing';

/**
 * Finds the first sign at which a text cannot be JSON any more. The runtime's
 * own message names no place, or one that counts characters from the beginning.
 *
 * @param text one that `JSON.parse` has refused
 */
export function jsonFaultOf(text: string): JsonFault {
  const at = faultIndex(text);
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
    isEnd: at >= text.length,
  };
}

function faultIndex(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return at;
    const next = after(token, expected, open);
    if (next === null) return at;
    expected = next;
    at += token.length;
  }
}

/** What may follow a token; null when it may not stand where it stands. */
function after(token: string, expected: Expected, open: ('{' | '[')[]): Expected | null {
  const rest = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');
  const inside = open.at(-1);
  switch (token) {
    case '{':
    case '[':
      if (expected !== 'value' && expected !== 'value or ]') return null;
      open.push(token);
      return token === '{' ? 'name or }' : 'value or ]';
    case '}':
    case ']': {
      const isEmpty = expected === (token === '}' ? 'name or }' : 'value or ]');
      const isEnd = expected === 'comma or end' && inside === (token === '}' ? '{' : '[');
      if (!isEmpty && !isEnd) return null;
      open.pop();
      return rest();
    }
    case ',':
      if (expected !== 'comma or end') return null;
      return inside === '{' ? 'name' : 'value';
    case ':':
      return expected === 'colon' ? 'value' : null;
    default:
      if (expected === 'value' || expected === 'value or ]') return rest();
      return token.startsWith('"') && (expected === 'name' || expected === 'name or }')
        ? 'colon'
        : null;
  }
}
