import { describe, expect, it } from 'vitest';

import { explain } from './explain.ts';
import { leftoverBreak } from './leftoverPass.ts';
import { reconcileDays } from './reconcileDays.ts';
import { dayOf, harbor, item, line } from './scenario.given.ts';
import type { Item } from './item.ts';
import type { StatementLine } from '../statementLine.ts';

/** The sentences of the last day's breaks, and of what it judges again. */
const told = (
  items: readonly Item[],
  files: Readonly<Record<string, readonly StatementLine[]>>,
): readonly string[] => {
  const byDate = new Map(Object.entries(files).map(([day, lines]) => [dayOf(day), lines]));
  const last = reconcileDays(harbor, byDate, items).at(-1)?.outcome;
  if (last === undefined) return [];
  return [...last.breaks, ...last.effects.rejudged.map(leftoverBreak)].map((found) =>
    explain(found, harbor.zone),
  );
};

const noon = item('A', '18 12:00:00');

describe('a sentence about a break', () => {
  it('names the charge and the contract’s', () => {
    expect(told([noon], { '18': [line(4, '18 12:00:10', 'A', { wholesale: 1900 })] })).toEqual([
      'We credited ¥2,000 to card card-1 at 2026-11-18 12:00:00 (A); the amount agrees, the charge does not: line 4 charged ¥1,900, by contract ¥1,800.',
    ]);
    expect(told([noon], { '18': [line(4, '18 12:00:10', 'A', { wholesale: null })] })).toEqual([
      'We credited ¥2,000 to card card-1 at 2026-11-18 12:00:00 (A); the amount agrees, the charge does not: line 4 charged nothing, by contract ¥1,800.',
    ]);
  });

  it('names both amounts, cards and times, and what else differs', () => {
    const differing = { card: 'card-2', amount: 1000, wholesale: 950 };
    expect(told([noon], { '18': [line(4, '18 12:00:10', 'A', differing)] })).toEqual([
      'We credited ¥2,000 to card card-1 at 2026-11-18 12:00:00 (A); the statement has ¥1,000 for card card-2 at 2026-11-18 12:00:10 in line 4 (A): the same reference, another card. Also different: the amount (ours ¥2,000, theirs ¥1,000), the charge (charged ¥950, by contract ¥900).',
    ]);
  });

  it('names the line that executed the reference before, in this file or an earlier one', () => {
    const again = line(5, '18 12:05:00', 'A');
    expect(told([noon], { '18': [line(4, '18 12:00:10', 'A'), again] })).toEqual([
      'The statement has ¥2,000 for card card-1 at 2026-11-18 12:05:00 in line 5 (A); its reference was executed already by line 4.',
    ]);
    expect(
      told([noon], {
        '18': [line(4, '18 12:00:10', 'A')],
        '19': [line(7, '19 09:00:00', 'A')],
      }),
    ).toEqual([
      'The statement has ¥2,000 for card card-1 at 2026-11-19 09:00:00 in line 7 (A); its reference was executed already by line 4 of the file of 2026-11-18.',
    ]);
  });

  it('names the top-up that was executed instead, the nearest in time', () => {
    const items = [noon, item('B', '18 12:01:00'), item('C', '18 12:01:30')];
    const lines = [line(4, '18 12:00:10', 'A'), line(5, '18 12:01:40', 'C')];
    expect(told(items, { '18': lines })).toEqual([
      'We credited ¥2,000 to card card-1 at 2026-11-18 12:01:00 (B); another payment for the same card and amount was executed instead (C, at 2026-11-18 12:01:30), so the customer probably paid twice.',
    ]);
  });

  it('names it across midnight too, when the day before is judged again', () => {
    const items = [item('A', '18 23:59:00'), item('B', '19 00:00:30')];
    expect(told(items, { '18': [], '19': [line(4, '19 00:00:40', 'B')] })).toEqual([
      'We credited ¥2,000 to card card-1 at 2026-11-18 23:59:00 (A); another payment for the same card and amount was executed instead (B, at 2026-11-19 00:00:30), so the customer probably paid twice.',
    ]);
  });

  it('is true of a late top-up before and after the next file has confirmed it', () => {
    expect(told([item('A', '18 23:59:00')], { '18': [] })).toEqual([
      "We credited ¥2,000 to card card-1 at 2026-11-18 23:59:00 (A), within the last minutes of the day; the next day's file confirms such items.",
    ]);
  });
});
