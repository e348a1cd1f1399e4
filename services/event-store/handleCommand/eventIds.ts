import { hash } from 'node:crypto';

/**
 * The UUID (version 8) of the n-th event that a command causes. Deriving it
 * makes every repetition of one append the same append, in this process or
 * after a crash in the next.
 *
 * The input is part of it: the store recognises a repetition by ids alone, and
 * two commands that differ under one id must not pass for one.
 */
export const eventIdOf = (commandId: string, inputHash: string, index: number): string => {
  const digest = hash('sha256', `${commandId}\n${inputHash}\n${index}`);
  const variant = ((parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
};
