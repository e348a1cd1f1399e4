import { describe, expect, it } from 'vitest';

import {
  MAX_PASSWORD_LENGTH,
  STANDARD_COST,
  hashPassword,
  needsRehash,
  passwordFault,
  randomPassword,
  verifyAgainstNobody,
  verifyPassword,
} from './passwords.ts';

/** Cheap, so that the tests take milliseconds; only the parameters differ. */
const cheap = { N: 1024, r: 8, p: 1 };

describe('passwords', () => {
  it('only the password itself verifies', async () => {
    const hash = await hashPassword('correct horse battery', cheap);
    expect(await verifyPassword('correct horse battery', hash)).toBe(true);
    expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
    expect(await verifyPassword('x'.repeat(1_000_000), hash)).toBe(false);
  });

  it('the hash names its cost and holds a salt of its own', async () => {
    const [first, second] = await Promise.all([
      hashPassword('correct horse battery', cheap),
      hashPassword('correct horse battery', cheap),
    ]);
    expect(first).toMatch(/^scrypt\$1024\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
  });

  it('the standard cost is at least what OWASP asks', () => {
    expect(STANDARD_COST).toEqual({ N: 131_072, r: 8, p: 1 });
  });

  it('a hash of another cost is to be made anew', async () => {
    const hash = await hashPassword('correct horse battery', cheap);
    expect(needsRehash(hash, cheap)).toBe(false);
    expect(needsRehash(hash)).toBe(true);
  });

  it.each([
    ['elevencharS', 'password_too_short'],
    ['twelve chars', null],
    ['パスワードは十二文字です', null],
    ['x'.repeat(MAX_PASSWORD_LENGTH), null],
    ['x'.repeat(MAX_PASSWORD_LENGTH + 1), 'password_too_long'],
  ])('%s → %s', async (password, fault) => {
    expect(passwordFault(password)).toBe(fault);
    if (fault !== null) await expect(hashPassword(password, cheap)).rejects.toThrow(fault);
  });

  it('a password typed in full width is the same password', async () => {
    const hash = await hashPassword('ｃｏｒｒｅｃｔ　horse', cheap);
    expect(await verifyPassword('correct horse', hash)).toBe(true);
  });

  it('nobody has a password', async () => {
    expect(await verifyAgainstNobody('correct horse battery', cheap)).toBe(false);
  });

  it('many at once all come to their own answer', async () => {
    const hash = await hashPassword('correct horse battery', cheap);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        verifyPassword(index % 2 === 0 ? 'correct horse battery' : 'another one here', hash),
      ),
    );
    expect(answers).toEqual(answers.map((_, index) => index % 2 === 0));
  });

  it('a hash that is none is a bug, not a wrong password', async () => {
    await expect(verifyPassword('correct horse battery', 'plain')).rejects.toThrow('unknown form');
  });

  it('a random password is long enough and never the same', () => {
    const made = new Set(Array.from({ length: 200 }, randomPassword));
    expect(made.size).toBe(200);
    for (const password of made)
      expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
  });
});
