import type { Pool } from 'pg';

import { keepText, textHash } from '@chobo/texts/texts';

import { derivedId, type Given } from './given.ts';

/**
 * Keeps a reason or comment that came with a command, where it can be erased.
 * Its id follows from the command and the words: a repetition writes the same
 * row, and other words after a refusal are never taken for the refused ones.
 *
 * @returns the id for the event; empty for an empty text, which the rules refuse
 */
export const keepGivenText = async (pool: Pool, given: Given, text: string): Promise<string> => {
  if (text === '') return '';
  const id = derivedId(given, textHash(text));
  await keepText(pool, { id, text, by: given.actor, nowMs: given.nowMs });
  return id;
};
