import type { EncodingName } from '@chobo/domain/catalogue/statementProfile';

import { strictDecoder, unitBytes } from './encodings.ts';

/** The text of bytes in an encoding; null when they are none. */
export const decoded = (encoding: EncodingName, bytes: Uint8Array): string | null => {
  try {
    return strictDecoder(encoding).decode(bytes);
  } catch {
    return null;
  }
};

/**
 * Chooses one of several encodings by the first bytes of a file that are not
 * ASCII: the first of the list that reads them without a fault and finds the
 * header's names in them, or else the first that reads them.
 *
 * UTF-8 is tried before the others wherever the list has it: bytes that are no
 * ASCII are never strict UTF-8 by chance. UTF-16 is known by its mark alone.
 */
export const chooseEncoding = (
  candidates: readonly EncodingName[],
  bytes: Uint8Array,
  headerNames: readonly string[],
): EncodingName | null => {
  const inOrder = [...candidates].sort((a, b) => Number(b === 'utf-8') - Number(a === 'utf-8'));
  const fitting = inOrder.flatMap((candidate) => {
    const text = unitBytes(candidate) === 2 ? null : decoded(candidate, bytes);
    return text === null ? [] : [{ candidate, text }];
  });
  const byHeader = fitting.find(
    ({ candidate, text }) =>
      candidate === 'utf-8' || headerNames.every((name) => text.includes(name)),
  );
  return (byHeader ?? fitting[0])?.candidate ?? null;
};
