import { expect, it } from 'vitest';

import { isAffected } from './affected';

it.each<[readonly unknown[], readonly string[], boolean]>([
  [['cards', 'getList', {}], ['cards'], true],
  [['read', 'accounts/a-1/events?limit=100'], ['accounts'], true],
  [['read', 'reconciliation-days/harbor:2026-11-18/breaks'], ['reconciliation-days'], true],
  [['ledger-entries', 'getList', {}], ['ledger'], true],
  [['read', 'dashboard/finance'], ['breaks'], true],
  [['read', 'accounts/a-1'], ['catalogue'], false],
  [['people'], ['cards'], false],
  [['read', 'saved-views?list=cards'], ['cards'], false],
])('%j of %j: %s', (key, lists, expected) => {
  expect(isAffected(key, lists)).toBe(expected);
});
