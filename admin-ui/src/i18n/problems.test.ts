import { expect, it } from 'vitest';

import { PROBLEMS } from '@chobo/api/problems';

import en from './en';

it('says every refusal of the API in words of its own', () => {
  const said = Object.keys(en.chobo.problems);
  expect(Object.keys(PROBLEMS).filter((code) => !said.includes(code))).toEqual([]);
});
