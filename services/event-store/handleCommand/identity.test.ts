import { describe, expect, test } from 'vitest';
import { eventIdOf } from './eventIds.ts';
import { inputHashOf } from './inputHash.ts';

describe('the id of an event', () => {
  test('is a UUID of version 8 and stays what it is', () => {
    expect(eventIdOf('c-1', 'hash', 0)).toBe('88431003-0252-8655-b8a0-8b61f070ab56');
  });

  test('differs by command, by input and by place', () => {
    const ids = [
      eventIdOf('c-1', 'hash', 0),
      eventIdOf('c-2', 'hash', 0),
      eventIdOf('c-1', 'other', 0),
      eventIdOf('c-1', 'hash', 1),
    ];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});

describe('the hash of a command', () => {
  const hashOf = (data: unknown, type = 'CreditTopUp') => inputHashOf({ type, data });

  test('does not depend on the order of keys, at any depth', () => {
    expect(hashOf({ a: 1, b: { c: 2, d: [3] } })).toBe(hashOf({ b: { d: [3], c: 2 }, a: 1 }));
  });

  test('does not depend on when the command was given', () => {
    expect(hashOf({ yen: 1, at: '2026-11-18T00:00:00Z' })).toBe(
      hashOf({ yen: 1, at: '2026-11-19T00:00:00Z' }),
    );
  });

  test('depends on everything else, an instant further down included', () => {
    const hashes = [
      hashOf({ yen: 1 }),
      hashOf({ yen: 2 }),
      hashOf({ yen: 1 }, 'Other'),
      hashOf({ yen: 1, credit: { at: 'x' } }),
      hashOf({ yen: 1, credit: { at: 'y' } }),
      hashOf([1]),
      hashOf(null),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
