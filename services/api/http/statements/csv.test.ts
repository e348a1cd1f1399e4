import { expect, test } from 'vitest';

import { csvRecord } from './csv.ts';

test('what a spreadsheet would run as a formula is text', () => {
  expect(csvRecord(['=1+1', '+81', '-5', '@sum', '\tx', 'a=b'])).toBe(
    `'=1+1,'+81,'-5,'@sum,'\tx,a=b\r\n`,
  );
});

test('numbers stay numbers, and cells with signs of the format are quoted', () => {
  expect(csvRecord([-5, null, 'a,b', 'say "no"', 'two\nlines'])).toBe(
    '-5,,"a,b","say ""no""","two\nlines"\r\n',
  );
});
