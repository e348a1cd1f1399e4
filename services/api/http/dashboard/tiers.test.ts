import { expect, it } from 'vitest';

import { approvableUnder } from './tiers.ts';

const policy = {
  brand: 'harbor-mobile',
  approvalTiers: [
    { upTo: 5_000, role: 'support_supervisor' as const },
    { upTo: 3_000, role: 'finance_manager' as const },
    { upTo: 50_000, role: 'finance_manager' as const },
  ],
};
const brand = 'harbor-mobile';

it('the first tier that fits decides, so a role has what the tiers before its own leave', () => {
  expect(approvableUnder(policy, ['support_supervisor'])).toEqual([
    { brand, above: 0, upTo: 5_000 },
  ]);
  expect(approvableUnder(policy, ['finance_manager'])).toEqual([
    { brand, above: 5_000, upTo: 50_000 },
  ]);
  expect(approvableUnder(policy, ['support_agent'])).toEqual([]);
});
