import { lazy } from 'react';

import type { Section } from '../../app/section';
import { AccountEntry } from './AccountEntry';

export const meSection: Section = {
  pages: [
    {
      path: '/account',
      page: lazy(() =>
        import('./AccountPage').then(({ AccountPage }) => ({ default: AccountPage })),
      ),
      permission: null,
    },
  ],
  personMenu: AccountEntry,
};
