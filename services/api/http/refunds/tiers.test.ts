import { expect, it } from 'vitest';

import { approvableUnder, type Tiers } from './tiers.ts';

const tiers: Tiers = [
  { upTo: 5_000, role: 'support_supervisor' },
  { upTo: 3_000, role: 'finance_manager' },
  { upTo: 50_000, role: 'finance_manager' },
];
const brand = 'harbor-mobile';

it('the first tier that fits decides, so a role has what the tiers before its own leave', () => {
  expect(approvableUnder(brand, tiers, ['support_supervisor'])).toEqual([
    { brand, above: 0, upTo: 5_000 },
  ]);
  expect(approvableUnder(brand, tiers, ['finance_manager'])).toEqual([
    { brand, above: 5_000, upTo: 50_000 },
  ]);
  expect(approvableUnder(brand, tiers, ['support_agent'])).toEqual([]);
});
