import fc from 'fast-check';
import { expect } from 'vitest';

import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { historyRowText } from '@chobo/fixtures/statements/historyCsv';

import { openBench } from './import.given.ts';

const day = Date.parse('2026-11-18T00:00:00+09:00');

const row = fc.record({
  card: fc.integer({ min: 0, max: 5 }),
  amount: fc.integer({ min: 1, max: 100_000 }),
  minute: fc.integer({ min: 0, max: 2 * 1_440 }),
  /** Which of the files the row is in; it may be in two. */
  parts: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 2 }),
});

/** Asserts that importing in parts, in any order and overlapping, gives what the whole gives. */
export const expectSameInParts = (histories: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      async (rows, order) => {
        const lines = rows.map(({ card, amount, minute }, index) =>
          historyRowText({
            topUpId: `tu-${index}`,
            card: cardNumber(card),
            amount,
            paidAt: new Date(day + minute * 60_000).toISOString(),
          }).trimEnd(),
        );
        const [whole, parted] = await Promise.all([openBench(), openBench()]);
        try {
          await whole.run(lines);
          for (const part of order) {
            const own = lines.filter((_, index) => rows[index]!.parts.includes(part));
            // A file without rows is refused, and nobody hands one in for a part that is empty.
            if (own.length > 0) expect((await parted.run(own)).state).toBe('imported');
          }
          expect(await parted.balances()).toEqual(await whole.balances());
        } finally {
          await Promise.all([whole.close(), parted.close()]);
        }
      },
    ),
    { numRuns: histories },
  );
