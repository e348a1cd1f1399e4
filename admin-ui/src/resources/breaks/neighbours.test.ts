import { expect, it } from 'vitest';

import { neighboursOf, rememberOrder } from './neighbours';

it('goes from break to break in the order of the list, to its ends', () => {
  rememberOrder(['b1', 'b2', 'b3']);
  expect(neighboursOf('b2')).toEqual({ previous: 'b1', following: 'b3' });
  expect(neighboursOf('b1')).toEqual({ previous: null, following: 'b2' });
  expect(neighboursOf('b3')).toEqual({ previous: 'b2', following: null });
  expect(neighboursOf('elsewhere')).toEqual({ previous: null, following: null });
});
