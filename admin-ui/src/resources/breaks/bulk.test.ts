import { expect, it } from 'vitest';

import { csvOf } from './bulk';

it('a file for a spreadsheet has its mark, quotes every cell, and no formula', () => {
  expect(csvOf([['a', 'he said "no"'], ['=1+1']])).toBe(
    '\ufeff"a","he said ""no"""\r\n"\'=1+1"\r\n',
  );
});
