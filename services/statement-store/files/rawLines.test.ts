import { harborFile } from '@chobo/fixtures/statements/harborFile';
import { harborSource } from '@chobo/fixtures/statements/harborSource';
import { expect, test } from 'vitest';

import { rawLines } from './rawLines.ts';

const { profile } = harborSource();

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

const file = harborFile({
  date: '2026-11-18',
  lines: [
    { at: '10:00:00', carrierReference: 'HB1', reference: 'tu-1', card: '8981', amount: 1000 },
    { at: '11:00:00', carrierReference: 'HB2', reference: 'tu-2', card: '8981', amount: 2000 },
  ],
});

test('the lines stand as they do in the file, in whatever pieces it comes', async () => {
  const text = new TextDecoder('shift_jis').decode(file);
  const lines = text.split(/\r?\n/);
  const found = await rawLines(inPieces(file, 7), profile, [3, 5, 5]);
  expect([...found]).toEqual([
    [3, lines[2]],
    [5, lines[4]],
  ]);
});

test('a line that is not there is not told', async () => {
  expect([...(await rawLines(inPieces(file, 100), profile, [9_999]))]).toEqual([]);
});

test('of a file of another kind nothing is told', async () => {
  const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]);
  expect([...(await rawLines(inPieces(picture, 100), profile, [1]))]).toEqual([]);
});
