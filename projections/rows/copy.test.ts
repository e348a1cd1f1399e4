import { expect, test } from 'vitest';

import { copyLine } from './copy.ts';

test('cells are parted by tabs and a row ends with a line feed', () => {
  expect(copyLine(['a', 1, 2n, true, null, ''])).toBe('a\t1\t2\ttrue\t\\N\t\n');
});

test('text that means something to COPY is escaped', () => {
  expect(copyLine(['a\tb\nc\rd\\e', '\\N'])).toBe('a\\tb\\nc\\rd\\\\e\t\\\\N\n');
});
