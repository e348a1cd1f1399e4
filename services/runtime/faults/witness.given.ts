import { setTimeout as pause } from 'node:timers/promises';

import { readiness } from '../parts.given.ts';

import type { Answered } from './client.given.ts';

/** One look at `/health/ready`; instants are of `performance.now()`. */
export type Look = {
  readonly askedAt: number;
  readonly answeredAt: number;
  /** 0 when nothing answered. */
  readonly status: number;
  /** Why not, by part. */
  readonly reasons: Readonly<Record<string, string>>;
};

/** One command, asked for once. */
export type Attempt = {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly answered: Answered;
};

/** What readiness said and what commands came to meanwhile, side by side. */
export type Witness = {
  readonly looks: readonly Look[];
  readonly attempts: readonly Attempt[];
  readonly stop: () => Promise<void>;
};

const BETWEEN_LOOKS_MS = 50;
/** Far below what one address may ask for in a minute. */
const BETWEEN_COMMANDS_MS = 150;

const look = async (url: string): Promise<Look> => {
  const askedAt = performance.now();
  try {
    const { status, parts } = await readiness(url);
    const reasons = Object.entries(parts).flatMap(([part, { reason }]) =>
      reason === undefined ? [] : [[part, reason] as const],
    );
    return {
      askedAt,
      answeredAt: performance.now(),
      status,
      reasons: Object.fromEntries(reasons),
    };
  } catch {
    return { askedAt, answeredAt: performance.now(), status: 0, reasons: {} };
  }
};

/**
 * Looks at readiness all the time and gives one command after the other.
 *
 * @param command gives the next one, once
 */
export const watch = (url: string, command: () => Promise<Answered>): Witness => {
  const looks: Look[] = [];
  const attempts: Attempt[] = [];
  let stopped = false;
  const going = (): boolean => !stopped;
  const looking = async (): Promise<void> => {
    while (going()) {
      looks.push(await look(url));
      await pause(BETWEEN_LOOKS_MS);
    }
  };
  const giving = async (): Promise<void> => {
    while (going()) {
      const askedAt = performance.now();
      const answered = await command();
      attempts.push({ askedAt, answeredAt: performance.now(), answered });
      await pause(BETWEEN_COMMANDS_MS);
    }
  };
  const done = Promise.all([looking(), giving()]);
  return {
    looks,
    attempts,
    stop: async () => {
      stopped = true;
      await done;
    },
  };
};
