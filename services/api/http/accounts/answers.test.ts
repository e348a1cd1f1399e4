import { expect, it } from 'vitest';

import { accountStatus } from './answers.ts';

const NOW_MS = Date.UTC(2026, 10, 18);

it.each([
  ['before its first use', null, null, null, 'not_activated'],
  ['in use', NOW_MS - 1, NOW_MS + 1, null, 'active'],
  ['in use without an end', NOW_MS - 1, null, null, 'active'],
  ['at the first instant after its validity', NOW_MS - 9, NOW_MS, null, 'expired'],
  ['lapsed, whatever its validity', NOW_MS - 9, NOW_MS + 9, NOW_MS - 1, 'lapsed'],
])('an account %s', (_case, activatedAtMs, validUntilMs, lapsedAtMs, status) => {
  expect(accountStatus({ activatedAtMs, validUntilMs, lapsedAtMs }, NOW_MS)).toBe(status);
});
