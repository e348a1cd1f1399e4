import fc from 'fast-check';
import { expect } from 'vitest';

import type { Flow } from './flow.given.ts';
import type { Outcome, Reported, Shop, Sold } from './shop.given.ts';
import { verifyRuns } from './verifyRuns.ts';

/** Something that happens at a shop; what all of them come to must not depend on their order. */
type Step =
  | { readonly type: 'sell'; readonly sold: readonly Sold[] }
  | {
      readonly type: 'hand';
      readonly day: string;
      /** Supersedes what the day has. */
      readonly lines: readonly Reported[];
    };

type History = {
  readonly sold: readonly Sold[];
  readonly files: Readonly<Record<string, readonly Reported[]>>;
  /** What the steps' order is made of: who is sold late, which days have a wrong file first. */
  readonly late: readonly boolean[];
  readonly wrongFirst: readonly boolean[];
  readonly order: readonly number[];
};

const DAYS = ['17', '18', '19'] as const;

const instant = fc
  .tuple(
    fc.constantFrom('16', ...DAYS),
    fc.constantFrom('00:00:30', '12:00:00', '12:01:00', '12:09:00', '23:51:00', '23:59:00'),
  )
  .map(([day, time]) => `${day} ${time}`);

const sale = fc.record({
  at: instant,
  amount: fc.constantFrom(2000, 1000),
  card: fc.constantFrom(1, 1, 2),
});

const line: fc.Arbitrary<Reported> = fc.record({
  at: instant,
  reference: fc.constantFrom('A', 'B', 'C', 'D', '', 'X'),
  amount: fc.constantFrom(2000, 2000, 1000),
  card: fc.constantFrom(1, 1, 2),
  status: fc.constantFrom('完了', '完了', '完了', '取消', '失敗'),
});

const history: fc.Arbitrary<History> = fc
  .record({
    sales: fc.array(sale, { minLength: 1, maxLength: 4 }),
    lines: fc.array(fc.tuple(fc.constantFrom(...DAYS), line), { maxLength: 8 }),
    late: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    wrongFirst: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
  })
  .map(({ sales, lines, ...rest }) => ({
    ...rest,
    sold: sales.map((one, index) => ({ id: 'ABCD'.charAt(index), ...one })),
    files: Object.fromEntries(
      DAYS.map((day) => [
        day,
        lines.filter(([landed]) => landed === day).map(([, reported]) => reported),
      ]),
    ),
  }));

/** All sold first, then each day's right file, in the order of the days. */
const straight = ({ sold, files }: History): readonly Step[] => [
  { type: 'sell', sold },
  ...DAYS.map((day) => ({ type: 'hand' as const, day, lines: files[day] ?? [] })),
];

/** The same with late imports, wrong files that are superseded, and days in any order. */
const anyhow = ({ sold, files, late, wrongFirst, order }: History): readonly Step[] => {
  const keyed = (step: Step, place: number) => ({ step, key: order[place] ?? 0 });
  const steps = [
    keyed({ type: 'sell', sold: sold.filter((_, index) => late[index] !== true) }, 0),
    keyed({ type: 'sell', sold: sold.filter((_, index) => late[index] === true) }, 1),
    ...DAYS.flatMap((day, index) => {
      const lines = files[day] ?? [];
      const right = keyed({ type: 'hand', day, lines }, 2 + 2 * index);
      if (wrongFirst[index] !== true) return [right];
      const wrong = keyed({ type: 'hand', day, lines: lines.slice(1) }, 3 + 2 * index);
      return wrong.key < right.key ? [wrong, right] : [{ ...wrong, key: right.key - 0.5 }, right];
    }),
  ];
  return steps.sort((left, right) => left.key - right.key).map(({ step }) => step);
};

const perform = async (shop: Shop, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) {
    if (step.type === 'sell') {
      if (step.sold.length > 0) await shop.sell(...step.sold);
      continue;
    }
    const supersede = { reason: 'corrected' };
    const report = await shop.hand(step.day, shop.file(step.day, step.lines), { supersede });
    if (report.state !== 'accepted') throw new Error(JSON.stringify(report.problems));
  }
};

const days = async (shop: Shop): Promise<readonly (Outcome | null)[]> =>
  Promise.all(DAYS.map((day) => shop.day(day)));

/** What a history comes to when everything comes in order, and when it does not. */
const bothWays = async (flow: Flow, given: History) => {
  const [inOrder, otherwise] = [await flow.openShop(), await flow.openShop()];
  await perform(inOrder, straight(given));
  await perform(otherwise, anyhow(given));
  return { inOrder: await days(inOrder), otherwise: await days(otherwise) };
};

/** Asserts that the order in which files and imports come makes no difference, over some histories. */
export const expectSameInAnyOrder = async (flow: Flow, histories: number): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const { inOrder, otherwise } = await bothWays(flow, given);
      expect(otherwise).toEqual(inOrder);
    }),
    { numRuns: histories },
  );
  expect((await verifyRuns(flow.dependencies)).filter(({ ok }) => !ok)).toEqual([]);
};
