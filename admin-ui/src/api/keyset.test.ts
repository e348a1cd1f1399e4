import { expect, it } from 'vitest';

import { readPage, type KeysetMap } from './keyset';

/** Pages of one letter each; a cursor is the letter it follows. */
const over = (letters: string) => {
  const asked: (string | null)[] = [];
  const readFrom = (cursor: string | null) => {
    asked.push(cursor);
    const at = cursor === null ? 0 : letters.indexOf(cursor) + 1;
    const hasNextPage = at + 1 < letters.length;
    const letter = letters.charAt(at);
    return Promise.resolve({
      data: [letter],
      pageInfo: { hasNextPage, nextCursor: hasNextPage ? letter : null },
    });
  };
  return { asked, readFrom };
};

it('the next page begins at the cursor of the one before', async () => {
  const seen: KeysetMap = new Map();
  const { asked, readFrom } = over('abc');
  expect((await readPage(seen, 'cards', 1, readFrom)).data).toEqual(['a']);
  expect((await readPage(seen, 'cards', 2, readFrom)).data).toEqual(['b']);
  expect(asked).toEqual([null, 'a']);
});

it('an address that names a later page is walked to', async () => {
  const { asked, readFrom } = over('abcd');
  const page = await readPage(new Map(), 'cards', 3, readFrom);
  expect(page).toEqual({ data: ['c'], pageInfo: { hasNextPage: true, nextCursor: 'c' } });
  expect(asked).toEqual([null, 'a', 'b']);
});

it('a page behind the end is empty', async () => {
  const { readFrom } = over('ab');
  expect((await readPage(new Map(), 'cards', 9, readFrom)).data).toEqual([]);
});

it('another filter has cursors of its own', async () => {
  const seen: KeysetMap = new Map();
  await readPage(seen, 'cards', 1, over('abc').readFrom);
  const other = over('xyz');
  await readPage(seen, 'cards?brand=x', 2, other.readFrom);
  expect(other.asked).toEqual([null, 'x']);
});
