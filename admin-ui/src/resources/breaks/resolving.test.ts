import { expect, it } from 'vitest';

import { isComplete } from './resolving';
import type { BreakDetail } from './answers';

const found = {
  id: 'br-1',
  difference: { amount: -1000, currency: 'JPY' },
  ours: [],
  theirs: [],
} as unknown as BreakDetail;

it.each([
  ['expense:fees', true],
  [' liability:carrier:harbor ', true],
  ['liability:carrier:', false],
  ['liability:prepaid:harbor-mobile', false],
  ['asset:suspense', false],
  ['fees', false],
  ['', false],
])('an adjustment to %j is complete: %s', (account, complete) => {
  expect(isComplete(found, 'adjustment', { amount: '-1,000', account })).toBe(complete);
});
