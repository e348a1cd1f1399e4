import { expect, it } from 'vitest';

import type { Candidate, OurSide, TheirSide } from './answers';
import { handMatchOf } from './handMatch';

const yen = (amount: number) => ({ amount, currency: 'JPY' });
const at = '2026-11-18T01:00:00Z';

const item: OurSide = {
  item: 'tu-1',
  reference: 'tu-1',
  card: '8981',
  amount: yen(1000),
  at,
  date: '2026-11-18',
  charge: yen(900),
  payment: 'stripe:1',
  accountId: 'a-1',
};
const line: TheirSide = {
  fileLine: 5,
  reference: 'x',
  carrierReference: 'HB1',
  card: '8981',
  amount: yen(1000),
  at,
  charge: yen(900),
  status: 'done',
};
const candidate = (part: Partial<Candidate>): Candidate => ({
  breakId: 'b-2',
  date: '2026-11-18',
  item: null,
  fileLine: null,
  reference: 'x',
  card: '8981',
  amount: yen(1000),
  at,
  isSameDay: true,
  ...part,
});

it('an item and a line of its day are matched in the break that is open', () => {
  const found = { id: 'b-1', ours: [item], theirs: [] };
  expect(handMatchOf(found, [])).toMatchObject({ missing: 'notBalanced', theirs: null });
  expect(handMatchOf(found, [candidate({ fileLine: 5 })])).toMatchObject({
    breakId: 'b-1',
    items: ['tu-1'],
    lines: [5],
    missing: null,
  });
  expect(handMatchOf(found, [candidate({ fileLine: 5, amount: yen(900) })]).missing).toBe(
    'notBalanced',
  );
});

it('a line of another day is matched from its own break, and alone', () => {
  const found = { id: 'b-1', ours: [item], theirs: [] };
  const other = candidate({ breakId: 'b-9', fileLine: 7, isSameDay: false });
  expect(handMatchOf(found, [other])).toMatchObject({ breakId: 'b-9', lines: [7], missing: null });
  const two = [other, candidate({ fileLine: 5 })];
  expect(handMatchOf(found, two).missing).toBe('otherFileAlone');
});

it('an item of another day joins a line where it stands', () => {
  const found = { id: 'b-1', ours: [], theirs: [line] };
  const other = candidate({ breakId: 'b-9', item: 'tu-2', isSameDay: false });
  expect(handMatchOf(found, [other])).toMatchObject({
    breakId: 'b-1',
    items: ['tu-2'],
    lines: [5],
    missing: null,
  });
});

it('a line that was not executed is no part of a match', () => {
  const found = { id: 'b-1', ours: [item], theirs: [{ ...line, status: 'cancelled' as const }] };
  expect(handMatchOf(found, [])).toMatchObject({ lines: [], missing: 'notBalanced' });
});
