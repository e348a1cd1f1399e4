/** Idempotency keys of what was asked and whose answer is not known yet, in this tab. */
const PLACE = 'chobo.command.';

/** Of this many bytes: no two keys are ever alike. */
const KEY_BYTES = 16;

const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * The key of a command. The same command bears the same key until its answer
 * is known – over retries, a second dialog and a reload of the page – so that it
 * is carried out once.
 */
export const keyOf = (command: string): string => {
  const earlier = sessionStorage.getItem(PLACE + command);
  if (earlier !== null) return earlier;
  const key = newKey();
  sessionStorage.setItem(PLACE + command, key);
  return key;
};

/** Its answer is known: the same command, given again, is another one. */
export const forgetKey = (command: string): void => sessionStorage.removeItem(PLACE + command);
