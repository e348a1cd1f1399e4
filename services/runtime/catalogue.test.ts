import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocuments } from './catalogue.ts';

const offer = {
  kind: 'offer',
  id: 'harbor-1000',
  brand: 'harbor-mobile',
  name: { en: 'Top-up', ja: 'チャージ', 'zh-CN': '充值' },
  price: 1000,
  value: 1000,
  currency: 'JPY',
  validityDays: 90,
};

test('a file holds one document or an array of them', () => {
  const one = readDocuments(JSON.stringify(offer));
  const several = readDocuments(JSON.stringify([offer]));
  expect(one).toStrictEqual(several);
  expect(one).toMatchObject({ ok: true, documents: [{ kind: 'offer', id: 'harbor-1000' }] });
});

test('the shipped documents are valid', () => {
  const file = new URL('../../fixtures/catalogue/harbor-mobile.json', import.meta.url);
  expect(readDocuments(readFileSync(file, 'utf8'))).toMatchObject({ ok: true });
});

test('each fault is told with its place in the file, and one refuses all', () => {
  const read = readDocuments(JSON.stringify([offer, { ...offer, currency: 'yen' }]));
  expect(read.ok ? [] : read.faults.map(({ place }) => place)).toStrictEqual(['[1].currency']);
});

test.each([
  ['brand: harbor', 'line 1, column 1', 'what stands here may not stand here'],
  ['[{},\n', 'line 2, column 1', 'the text ends before it is complete'],
])('%j is said to be no JSON, with the place', (text, place, reason) => {
  expect(readDocuments(text)).toStrictEqual({
    ok: false,
    faults: [{ place, reason: `This is not JSON: ${reason}.` }],
  });
});
