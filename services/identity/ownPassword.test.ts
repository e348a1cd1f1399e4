import { expect, it } from 'vitest';

import { ownPasswordFault } from './ownPassword.ts';

const current = 'the present password';

it.each<[string, string, string | null]>([
  ['a phrase of several words', 'rice fields in june', null],
  ['one in Japanese', '六月の田んぼに雨が降っていた', null],
  ['eleven characters', 'elevenchars', 'password_too_short'],
  ['257 characters', 'ab'.repeat(128) + 'c', 'password_too_long'],
  ['the present one', current, 'password_unchanged'],
  [
    'the present one in full-width letters',
    'ｔｈｅ ｐｒｅｓｅｎｔ ｐａｓｓｗｏｒｄ',
    'password_unchanged',
  ],
  ['the login within', 'MySATOpassword2026', 'password_guessable'],
  ['four characters over and over', 'abcdabcdabcd', 'password_guessable'],
])('%s', (_case, next, fault) => {
  expect(ownPasswordFault('sato', { current, next })).toBe(fault);
});

it('a login of three letters stands in too many words to be looked for', () => {
  expect(ownPasswordFault('ron', { current, next: 'iron bridge at dawn' })).toBeNull();
});
