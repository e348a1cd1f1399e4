import { it } from 'vitest';

import { expectSameInParts } from './splitting.given.ts';

it('a history imported in parts, in any order and overlapping, gives the balances of the whole', () =>
  expectSameInParts(3));
