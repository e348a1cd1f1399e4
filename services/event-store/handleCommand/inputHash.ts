import { hash } from 'node:crypto';
import { canonicalJson } from '@chobo/domain/kernel/canonical';
import type { Command } from '@chobo/domain/kernel/decider';

/**
 * SHA-256 (hex) of what a command asks for.
 *
 * `data.at`, the instant at which it was given, is left out: the caller who
 * hears nothing and asks again asks later, and is still to get the first
 * answer instead of being told that the id was used for something else.
 */
export const inputHashOf = (command: Command): string => {
  const { type, data } = command;
  const asked = typeof data === 'object' && data !== null ? { ...data, at: undefined } : data;
  return hash('sha256', canonicalJson({ type, data: asked }));
};
