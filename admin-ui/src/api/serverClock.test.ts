import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { noteServerClock, serverNow } from './serverClock';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-18T00:00:00Z') });
});
afterEach(() => {
  noteServerClock(new Date().toUTCString());
  vi.useRealTimers();
});

test('a browser whose clock is wrong counts by that of the server', () => {
  noteServerClock('Wed, 18 Nov 2026 03:00:00 GMT');
  expect(serverNow()).toBe(Date.parse('2026-11-18T03:00:00Z'));
  vi.advanceTimersByTime(1000);
  expect(serverNow()).toBe(Date.parse('2026-11-18T03:00:01Z'));
});

test('seconds that the answer was under way do not count', () => {
  noteServerClock('Tue, 17 Nov 2026 23:59:58 GMT');
  expect(serverNow()).toBe(Date.now());
});

test.each([null, '', 'yesterday'])('an answer that tells no time changes nothing: %s', (date) => {
  noteServerClock('Wed, 18 Nov 2026 03:00:00 GMT');
  noteServerClock(date);
  expect(serverNow()).toBe(Date.parse('2026-11-18T03:00:00Z'));
});
