import { hash } from 'node:crypto';
import { canonicalJson } from '@chobo/domain/kernel/canonical';
import type { Command } from '@chobo/domain/kernel/decider';

/**
 * What a command is judged by beside what is asked: the moment, the rules in
 * force then and the roles of whoever asks. Who hears nothing and asks again asks
 * later, perhaps under newer rules, and is still to get the first answer.
 */
const CIRCUMSTANCES = { at: undefined, policy: undefined, tiers: undefined, roles: undefined };

/** SHA-256 (hex) of what a command asks for, without the circumstances. */
export const inputHashOf = (command: Command): string => {
  const { type, data } = command;
  const asked = typeof data === 'object' && data !== null ? { ...data, ...CIRCUMSTANCES } : data;
  return hash('sha256', canonicalJson({ type, data: asked }));
};
