import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a hash: memory is 128 × N × r bytes. */
export type PasswordCost = { readonly N: number; readonly r: number; readonly p: number };

/**
 * OWASP's minimum for scrypt (Password Storage Cheat Sheet): 128 MiB and about
 * half a second, off the event loop.
 */
export const STANDARD_COST: PasswordCost = { N: 2 ** 17, r: 8, p: 1 };

/** Shortest password that is taken, in characters (NIST SP 800-63B asks for at least 8). */
export const MIN_PASSWORD_LENGTH = 12;

/** Longest password that is looked at: a bound on what one request may cost. */
export const MAX_PASSWORD_LENGTH = 256;

/** Why a password is not taken. */
export type PasswordFault = 'password_too_short' | 'password_too_long';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FORMAT = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w-]+)\$([\w-]+)$/;

/** More hashes at once would take 128 MiB each; the others wait their turn. */
const MAX_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

const enter = async (): Promise<void> => {
  if (running < MAX_AT_ONCE) {
    running += 1;
    return;
  }
  // Whoever leaves hands its place over, so `running` stays as it is.
  await new Promise<void>((resolve) => waiting.push(resolve));
};

const leave = (): void => {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
};

/** One password typed on two keyboards is one password: compatibility forms are folded. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const derive = async (
  password: string,
  salt: Buffer,
  { N, r, p }: PasswordCost,
): Promise<Buffer> => {
  await enter();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N, r, p, maxmem: 256 * N * r };
      scrypt(bytesOf(password), salt, KEY_BYTES, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    leave();
  }
};

/** What is wrong with a new password, or null. Length is all that is asked; no character classes. */
export const passwordFault = (password: string): PasswordFault | null => {
  const { length } = Array.from(password);
  if (length < MIN_PASSWORD_LENGTH) return 'password_too_short';
  return length > MAX_PASSWORD_LENGTH ? 'password_too_long' : null;
};

/** `scrypt$N$r$p$salt$key` with a fresh salt. @throws RangeError for a password that has a fault */
export const hashPassword = async (
  password: string,
  cost: PasswordCost = STANDARD_COST,
): Promise<string> => {
  const fault = passwordFault(password);
  if (fault !== null) throw new RangeError(fault);
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return [
    'scrypt',
    cost.N,
    cost.r,
    cost.p,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$');
};

const parse = (
  hash: string,
): { readonly cost: PasswordCost; readonly salt: Buffer; readonly key: Buffer } => {
  const match = FORMAT.exec(hash);
  if (match === null) throw new Error('A stored password hash has an unknown form');
  const [, N = '', r = '', p = '', salt = '', key = ''] = match;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
};

/** Whether the password is the one that was hashed; compared in constant time. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const { cost, salt, key } = parse(hash);
  if (password.length > MAX_PASSWORD_LENGTH * 4) return false;
  return timingSafeEqual(await derive(password, salt, cost), key);
};

/** True for a hash made at another cost than the one asked for now: hash anew at the next login. */
export const needsRehash = (hash: string, cost: PasswordCost = STANDARD_COST): boolean => {
  const made = parse(hash).cost;
  return made.N !== cost.N || made.r !== cost.r || made.p !== cost.p;
};

/**
 * Does the work of a check that fails, so that the time of an answer does not
 * tell whether a login name exists. Always false.
 */
export const verifyAgainstNobody = async (
  password: string,
  cost: PasswordCost = STANDARD_COST,
): Promise<false> => {
  if (password.length <= MAX_PASSWORD_LENGTH * 4) {
    await derive(password, Buffer.alloc(SALT_BYTES), cost);
  }
  return false;
};

/** Without the letters and digits that people take for one another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password to hand out: 20 characters, 100 bits, in groups that can be read aloud. */
export const randomPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''),
  ).join('-');
