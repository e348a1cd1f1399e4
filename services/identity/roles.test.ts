import { describe, expect, it } from 'vitest';

import { PERMISSIONS, ROLES, isRole, mayDo, permissionsOf, type Permission } from './roles.ts';

const actions = Object.keys(PERMISSIONS) as Permission[];

describe('who may do what', () => {
  // One letter per role: support Agent, support Supervisor, finance Staff, finance Manager, aUditor, adMin.
  it.each<[Permission, string]>([
    ['cards:read', 'A S F G U M'],
    ['accounts:read', 'A S F G U M'],
    ['top-ups:read', 'A S F G U M'],
    ['refunds:read', 'A S F G U M'],
    ['catalogue:read', 'A S F G U M'],
    ['statements:read', '. . F G U M'],
    ['reconciliation:read', '. . F G U M'],
    ['ledger:read', '. . F G U M'],
    ['users:read', '. . . . U M'],
    ['audit:read', '. . . . U M'],
    ['refunds:request', 'A S . . . .'],
    ['refunds:approve', '. S . G . .'],
    ['refunds:pay', '. . F G . .'],
    ['statements:receive', '. . F G . .'],
    ['statements:decide', '. . F G . .'],
    ['reconciliation:match', '. . F G . .'],
    ['reconciliation:close', '. . F G . .'],
    ['reconciliation:reopen', '. . . G . .'],
    ['breaks:work', '. . F G . .'],
    ['breaks:approve', '. . . G . .'],
    ['catalogue:publish', '. . . . . M'],
    ['users:manage', '. . . . . M'],
  ])('%s: %s', (action, expected) => {
    const letters = ['A', 'S', 'F', 'G', 'U', 'M'];
    const found = ROLES.map((role, index) => (mayDo([role], action) ? letters[index] : '.'));
    expect(found.join(' ')).toBe(expected);
  });

  it('an auditor reads everything and changes nothing', () => {
    expect(permissionsOf(['auditor'])).toEqual(
      actions.filter((action) => action.endsWith(':read')),
    );
  });

  it('an administrator moves no money', () => {
    const changes = permissionsOf(['admin']).filter((action) => !action.endsWith(':read'));
    expect(changes).toEqual(['catalogue:publish', 'users:manage']);
  });

  it('several roles may do what any of them may, and none may do nothing', () => {
    expect(mayDo(['support_agent', 'finance_staff'], 'ledger:read')).toBe(true);
    expect(permissionsOf([])).toEqual([]);
  });

  it('knows its own names only', () => {
    expect(ROLES.every(isRole)).toBe(true);
    expect(['', 'Admin', 'root', 'toString'].some(isRole)).toBe(false);
  });
});
