import { describe, expect, test } from 'vitest';

import { isPerson, isSamePerson, mayApprove } from './actor.ts';

describe('who acts', () => {
  test.each([
    ['user:mori', true, true],
    ['cli:mori', true, false],
    ['channel:web', false, false],
    ['job:expiry', false, false],
    ['rules', false, false],
    ['user:', false, false],
    ['superuser:mori', false, false],
  ])('%s: a person %s, may approve %s', (actor, person, approves) => {
    expect(isPerson(actor)).toBe(person);
    expect(mayApprove(actor)).toBe(approves);
  });

  test('the same name at a terminal and in the console is one person', () => {
    expect(isSamePerson('user:mori', 'user:mori')).toBe(true);
    expect(isSamePerson('cli:mori', 'user:mori')).toBe(true);
    expect(isSamePerson('user:mori', 'user:sato')).toBe(false);
    expect(isSamePerson('channel:web', 'user:web')).toBe(false);
  });
});
