import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { StatementLine } from '../statementLine.ts';
import { isApart, type Apart } from './apart.ts';
import type { Item } from './item.ts';
import { identities } from './lines.ts';
import { reconcileDays, type DayRun } from './reconcileDays.ts';
import { harbor, keptApart, tell } from './scenario.given.ts';
import { world, type World } from './world.given.ts';

const RUNS = { numRuns: 400 };

const linesOf = ({ outcome }: DayRun): StatementLine[] => [
  ...outcome.exact.map(({ line }) => line),
  ...outcome.proposals.flatMap(({ lines }) => lines),
  ...outcome.breaks.flatMap(({ lines }) => lines),
  ...outcome.notExecuted,
  ...outcome.alreadySeen,
];

const itemsOf = ({ outcome }: DayRun): Item[] => [
  ...outcome.exact.map(({ item }) => item),
  ...outcome.proposals.flatMap(({ items }) => items),
  ...outcome.breaks.flatMap(({ items }) => items),
];

/** What stands together in an outcome: matched, proposed, or in one break. */
const groupsOf = ({ outcome }: DayRun) => [
  ...outcome.exact.map(({ item, line }) => ({ items: [item], lines: [line] })),
  ...outcome.proposals,
  ...outcome.breaks,
];

const sum = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((total, part) => total + part.amount, 0);

const shuffled = <Value>(values: readonly Value[], keys: readonly number[]): Value[] =>
  values
    .map((value, index) => ({ value, key: keys[index % Math.max(keys.length, 1)] ?? 0, index }))
    .sort((left, right) => left.key - right.key || left.index - right.index)
    .map(({ value }) => value);

const run = ({ items, files }: World, apart?: Apart): readonly DayRun[] =>
  reconcileDays(harbor, files, items, apart);

/** Worlds of which a person rejects some of what is proposed, and of what is proposed then. */
const rejecting = fc
  .tuple(world, fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }))
  .map(([made, choices]) => {
    const rejected = (apart?: Apart) =>
      run(made, apart)
        .flatMap(({ outcome }) => outcome.proposals)
        .filter((_, index) => choices[index % choices.length]);
    const first = rejected();
    const apart = keptApart(...first, ...rejected(keptApart(...first)));
    return { made, apart };
  });

describe('conservation', () => {
  it('ends every line of a file in exactly one place', () => {
    fc.assert(
      fc.property(world, (made) => {
        for (const day of run(made)) {
          const ended = linesOf(day).map(({ fileLine }) => fileLine);
          expect(ended.sort((a, b) => a - b)).toEqual(day.lines.map(({ fileLine }) => fileLine));
        }
      }),
      RUNS,
    );
  });

  it('ends every item of the day in exactly one place, and every amount with it', () => {
    fc.assert(
      fc.property(world, (made) => {
        for (const day of run(made)) {
          const own = made.items.filter((item) => item.day === day.date);
          const ended = itemsOf(day).filter((item) => item.day === day.date);
          expect(ended.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
          expect(sum(ended)).toBe(sum(own));
        }
      }),
      RUNS,
    );
  });

  it('ends every line and item in one place when people have rejected proposals, never together', () => {
    fc.assert(
      fc.property(rejecting, ({ made, apart }) => {
        for (const day of run(made, apart)) {
          const own = made.items.filter((item) => item.day === day.date);
          const ended = itemsOf(day).filter((item) => item.day === day.date);
          expect(ended.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
          const lines = linesOf(day).map(({ fileLine }) => fileLine);
          expect(lines.sort((a, b) => a - b)).toEqual(day.lines.map(({ fileLine }) => fileLine));
          for (const { items, lines: together } of groupsOf(day)) {
            for (const item of items) {
              expect(together.filter((line) => isApart(apart, item, line))).toEqual([]);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('does not depend on the order in which proposals were rejected, nor of lines and items', () => {
    fc.assert(
      fc.property(rejecting, ({ made, apart }) => {
        const reversed = new Map([...apart].reverse());
        const mixed: World = {
          items: [...made.items].reverse(),
          files: new Map([...made.files].map(([date, lines]) => [date, [...lines].reverse()])),
        };
        expect(run(mixed, reversed).map(({ outcome }) => tell(outcome))).toEqual(
          run(made, apart).map(({ outcome }) => tell(outcome)),
        );
      }),
      RUNS,
    );
  });

  it('confirms no item twice over all days', () => {
    fc.assert(
      fc.property(world, (made) => {
        const confirmed = new Set<string>();
        for (const { outcome } of run(made)) {
          for (const { item } of outcome.effects.undone)
            if (item !== null) confirmed.delete(item.id);
          const now = [
            ...outcome.exact.map(({ item }) => item.id),
            ...outcome.proposals.flatMap(({ items }) => items.map(({ id }) => id)),
          ];
          for (const id of now) {
            expect(confirmed.has(id)).toBe(false);
            confirmed.add(id);
          }
        }
      }),
      RUNS,
    );
  });

  it('does not depend on the order of lines and items', () => {
    fc.assert(
      fc.property(world, fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), (made, keys) => {
        const mixed: World = {
          items: shuffled(made.items, keys),
          files: new Map([...made.files].map(([date, lines]) => [date, shuffled(lines, keys)])),
        };
        expect(run(mixed).map(({ outcome }) => tell(outcome))).toEqual(
          run(made).map(({ outcome }) => tell(outcome)),
        );
      }),
      RUNS,
    );
  });

  it('never loses an exact match when the tolerance is widened', () => {
    fc.assert(
      fc.property(world, (made) => {
        const wider = {
          ...harbor,
          matching: {
            ...harbor.matching,
            wholesale: { percent: 90, rounding: 'half_up' as const, tolerance: 10 },
          },
        };
        const first = run(made)[0];
        const widened = reconcileDays(wider, made.files, made.items)[0];
        const matched = new Set(widened?.outcome.exact.map(({ item }) => item.id));
        for (const { item } of first?.outcome.exact ?? []) expect(matched.has(item.id)).toBe(true);
      }),
      RUNS,
    );
  });

  it('takes a repeated cancelled or failed line for already seen, and for nothing else', () => {
    fc.assert(
      fc.property(world, (made) => {
        const [first = [], second = [], third = []] = [...made.files.values()];
        const notDone = first.filter(({ status }) => status !== 'done');
        const known = new Set([...identities(second).values()]);
        const repeated = notDone
          .filter((line) => !known.has(identities(first).get(line) ?? ''))
          .map((line, place) => ({ ...line, fileLine: 1_000 + place }));
        const dates = [...made.files.keys()];
        const more: World = {
          items: made.items,
          files: new Map([
            [dates[0] ?? '', first],
            [dates[1] ?? '', [...second, ...repeated]],
            [dates[2] ?? '', third],
          ]),
        };
        const told = run(made).map(({ outcome }) => tell(outcome));
        expect(run(more).map(({ outcome }) => tell(outcome))).toEqual(
          told.map((day, place) =>
            place === 1
              ? { ...day, alreadySeen: [...day.alreadySeen, ...repeated.map((r) => r.fileLine)] }
              : day,
          ),
        );
      }),
      RUNS,
    );
  });

  it('tells equal lines apart by their occurrence only', () => {
    fc.assert(
      fc.property(world, (made) => {
        for (const lines of made.files.values()) {
          expect(new Set(identities(lines).values()).size).toBe(lines.length);
        }
      }),
      RUNS,
    );
  });
});
