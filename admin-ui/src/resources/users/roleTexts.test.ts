import { expect, it } from 'vitest';

import { rolesOf, withRole } from './roleTexts';

it('roles are chosen and given up one by one, always in the same order', () => {
  const one = withRole('', 'auditor', true);
  const two = withRole(one, 'support_agent', true);
  expect(two).toBe('support_agent,auditor');
  expect(withRole(two, 'auditor', true)).toBe(two);
  expect(withRole(two, 'auditor', false)).toBe('support_agent');
  expect(rolesOf(withRole(one, 'auditor', false))).toEqual([]);
});

it('what is no role is none', () => {
  expect(rolesOf('king,admin,')).toEqual(['admin']);
});
