import { expect, it } from 'vitest';

import { auditFilter } from './auditFilter';

it('days are those of Japan, the last one included', () => {
  expect(auditFilter({ kind: 'LoggedIn', from: '2026-11-18', to: '2026-11-18' })).toEqual({
    kind: 'LoggedIn',
    from: '2026-11-17T15:00:00.000Z',
    before: '2026-11-18T15:00:00.000Z',
  });
});

it('what is not typed to its end, or is nothing but space, is no filter', () => {
  expect(auditFilter({ from: '2026-11', to: '', subject: '  ' })).toEqual({});
  expect(auditFilter({ subject: ' sato ' })).toEqual({ subject: 'sato' });
});
