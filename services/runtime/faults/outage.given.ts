import { expect, vi } from 'vitest';

import type { Client, Wish } from './client.given.ts';
import type { Product } from './product.given.ts';
import { refundWish } from './refunds.given.ts';
import { watch } from './witness.given.ts';
import type { Attempt, Look, Witness } from './witness.given.ts';

const WAIT = { timeout: 90_000, interval: 10 };

/** Longest that a look at readiness may take: its own patience, and a busy machine. */
const LOOK_WITHIN_MS = 5_000;

/** When something was away, as the test knows it; instants of `performance.now()`. */
export type Outage = { readonly goneAt: number; readonly backAt: number };

/** Somebody who asks for refunds one after the other, and knows what was acknowledged. */
export type Work = {
  readonly witness: Witness;
  /** Ends the work; asks again, with the same keys, for what was not acknowledged. */
  readonly settle: () => Promise<readonly string[]>;
};

/** Begins to work and to look at readiness. */
export const beginWork = (
  { url }: Product,
  agent: Client,
  accounts: ReadonlyMap<string, string>,
): Work => {
  const wishes: Wish[] = [];
  const witness = watch(url, async () => {
    const wish = refundWish(accounts, wishes.length);
    wishes.push(wish);
    return agent.ask(wish);
  });
  return {
    witness,
    settle: async () => {
      await witness.stop();
      const requested: string[] = [];
      for (const wish of wishes) {
        const { body } = await agent.insist(wish);
        requested.push(String(body['refundId']));
      }
      return requested;
    },
  };
};

const isDone = ({ answered }: Attempt): boolean => answered.status >= 200 && answered.status < 300;

/** Waits until so many commands have been done and readiness said yes, from now on. */
export const untilAtWork = async ({ looks, attempts }: Witness, count = 3): Promise<void> => {
  const from = performance.now();
  await vi.waitFor(() => {
    const since = looks.filter((look) => look.askedAt > from);
    const tried = attempts.filter((attempt) => attempt.askedAt > from);
    expect({
      ready: since.some(({ status }) => status === 200),
      done: tried.filter(isDone).length >= count,
      last: [since.at(-1)?.reasons, tried.at(-1)?.answered.body],
    }).toMatchObject({ ready: true, done: true });
  }, WAIT);
};

/** Waits until readiness has said no. */
export const untilNotReady = async ({ looks }: Witness): Promise<Look> => {
  const from = performance.now();
  let found: Look | undefined;
  await vi.waitFor(() => {
    found = looks.find((look) => look.answeredAt > from && look.status === 503);
    expect(found).toBeDefined();
  }, WAIT);
  if (found === undefined) throw new Error('readiness went on saying yes');
  return found;
};

/**
 * Readiness told the truth throughout: quickly each time, never yes while the
 * other side was away, and no command failed but for the outage, each told why.
 */
export const expectTruth = (
  { looks, attempts }: Witness,
  outages: readonly Outage[],
  codes: readonly string[],
): void => {
  const duration = (look: Look): number => look.answeredAt - look.askedAt;
  expect(looks.filter((look) => look.status === 0 || duration(look) > LOOK_WITHIN_MS)).toEqual([]);
  for (const { goneAt, backAt } of outages) {
    const within = looks.filter((look) => look.askedAt > goneAt && look.answeredAt < backAt);
    expect(within.filter(({ status }) => status !== 503)).toEqual([]);
    for (const { reasons } of within) expect(Object.keys(reasons)).not.toEqual([]);
  }
  // From when it was gone until readiness said yes again.
  const troubled = outages.map(({ goneAt, backAt }) => ({
    from: goneAt,
    to: looks.find((look) => look.askedAt > backAt && look.status === 200)?.answeredAt ?? Infinity,
  }));
  const failed = attempts.filter((attempt) => !isDone(attempt));
  const unexplained = failed.filter(
    ({ askedAt, answeredAt, answered }) =>
      !troubled.some(({ from, to }) => answeredAt >= from && askedAt <= to) ||
      answered.status !== 503 ||
      !codes.includes(answered.code ?? ''),
  );
  expect(unexplained).toEqual([]);
};
