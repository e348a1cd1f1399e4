import { expect, test } from 'vitest';
import { backOffMs, pause } from './backOff.ts';

test('the pause doubles up to five seconds, half of it by chance', () => {
  const least = [1, 2, 3, 7, 8, 60].map((failures) => backOffMs(failures, () => 0));
  expect(least).toEqual([25, 50, 100, 1_600, 2_500, 2_500]);
  const most = [1, 2, 3, 7, 8, 60].map((failures) => backOffMs(failures, () => 1));
  expect(most).toEqual([50, 100, 200, 3_200, 5_000, 5_000]);
});

test('an abort ends a pause, also one that has not begun', async () => {
  await pause(60_000, AbortSignal.abort());
  const stop = new AbortController();
  const pausing = pause(60_000, stop.signal);
  stop.abort();
  await pausing;
});
