import { expect, test } from 'vitest';
import { jsonFaultOf } from './jsonFault.ts';

test.each([
  ['a word', 'brand: harbor', '1:1'],
  ['a colon that is missing', '[{"kind": "brand",\n "id" 2}]', '2:7'],
  ['a comma that is missing', '[\n  1\n  2\n]', '3:3'],
  ['a comma too many', '{\n  "a": [1, 2],\n}', '3:1'],
  ['a wrong bracket', '{"a": [1}', '1:9'],
  ['a name without quotes', '{a: 1}', '1:2'],
  ['a number with a zero before it', '[01]', '1:3'],
  ['a line end in a text', '{"帳": "a\nb"}', '1:7'],
  ['a second document', '{}\r\n{}', '2:1'],
  ['a text that ends too early', '[{"a": 1},\n', '2:1 end'],
  ['nothing', '', '1:1 end'],
])('%s', (_fault, text, expected) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  const { line, column, isEnd } = jsonFaultOf(text);
  expect(`${line}:${column}${isEnd ? ' end' : ''}`).toBe(expected);
});
