import { expect, test } from 'vitest';

import { readAhead } from './readAhead.ts';

test('the next item is asked for while the last is worked on', async () => {
  const story: string[] = [];
  async function* source(): AsyncGenerator<number> {
    for (const item of [1, 2]) {
      story.push(`read ${item}`);
      yield await Promise.resolve(item);
    }
  }
  for await (const item of readAhead(source())) {
    await new Promise((resolve) => setImmediate(resolve));
    story.push(`work ${item}`);
  }
  expect(story).toEqual(['read 1', 'read 2', 'work 1', 'work 2']);
});

test('a source that fails fails the reader, what came before it is passed on', async () => {
  const seen: number[] = [];
  async function* source(): AsyncGenerator<number> {
    yield await Promise.resolve(1);
    throw new Error('away');
  }
  const reading = async (): Promise<void> => {
    for await (const item of readAhead(source())) seen.push(item);
  };
  await expect(reading()).rejects.toThrow('away');
  expect(seen).toEqual([1]);
});

test('a consumer that stops early ends the source', async () => {
  let ended = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (let item = 1; ; item += 1) yield await Promise.resolve(item);
    } finally {
      ended = true;
    }
  }
  for await (const item of readAhead(source())) if (item === 2) break;
  expect(ended).toBe(true);
});
