import { expect, it } from 'vitest';

import { withDays } from './days';

it('names days of Japan by their first instant and the one after their last', () => {
  expect(withDays({ state: 'paid', from: '2026-11-18', to: '2026-11-18' })).toEqual({
    state: 'paid',
    from: '2026-11-17T15:00:00.000Z',
    before: '2026-11-18T15:00:00.000Z',
  });
});

it('takes what is no day, e.g. half typed, as none', () => {
  expect(withDays({ from: '2026-1', to: null })).toEqual({});
});
