import { EventNotSerialisable } from './errors.ts';

/** With the type that it has: there is no text for `undefined` and functions. */
const stringify: (value: unknown) => string | undefined = JSON.stringify;

/** Without a class: its prototype is the root (of whichever realm made it), or none. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const refuse = (path: string, what: string): never => {
  throw new EventNotSerialisable(`${path} is ${what}: JSON cannot keep it`);
};

/** Finds what JSON.stringify would have changed or dropped without a word. */
const check = (value: unknown, path: string): void => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) refuse(path, String(value));
      return;
    case 'object':
      break;
    default:
      refuse(path, typeof value);
  }
  if (value === null) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) check(value[index], `${path}[${index}]`);
    return;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  if (!isPlain(fields)) refuse(path, 'no plain object');
  for (const name of Object.keys(fields)) check(fields[name], `${path}.${name}`);
};

/**
 * A value as JSON text that gives the same value back.
 *
 * @param path how an error names the value, e.g. `TopUpCredited.data`
 * @throws EventNotSerialisable naming the part that JSON cannot keep
 */
export const jsonOf = (value: unknown, path: string): string => {
  let text: string | undefined;
  try {
    // First, because it finds cycles; the walk below would not come back from one.
    text = stringify(value);
  } catch (cause) {
    throw new EventNotSerialisable(`${path} is not JSON`, { cause });
  }
  check(value, path);
  return text ?? refuse(path, 'undefined');
};
