import { describe, expect, it } from 'vitest';

import { reconciled } from './scenario.given.ts';
import { scenarios } from './scenarios.given.ts';

describe.each(Object.entries(scenarios))('%s', (_about, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    (_name, { items, files, expected }) => {
      expect(reconciled(items, files)).toEqual(expected);
    },
  );
});
