import { expect, it } from 'vitest';

import { ACT_KINDS as OF_API } from '@chobo/api/http/audit/routes';

import en from '../../i18n/en';
import { ACT_KINDS } from './kinds';

it('every kind of act of the API can be looked for, and has words', () => {
  expect(ACT_KINDS).toEqual(OF_API);
  expect(Object.keys(en.chobo.audit.acts)).toEqual([...ACT_KINDS]);
});
