import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import type { LedgerEntry } from './answers';
import { entryFilter } from './entryFilter';

export const ledgerSection: Section = {
  resources: [
    {
      name: 'ledger-entries',
      source: listOf<LedgerEntry>(
        'ledger/entries',
        ({ transactionNo, entryNo }) => `${transactionNo}.${entryNo}`,
        entryFilter,
      ),
      permission: 'ledger:read',
      list: lazy(() =>
        import('./LedgerEntryList').then((module) => ({ default: module.LedgerEntryList })),
      ),
    },
  ],
  pages: [
    {
      path: '/ledger/trial-balance',
      page: lazy(() =>
        import('./TrialBalancePage').then((module) => ({ default: module.TrialBalancePage })),
      ),
      permission: 'ledger:read',
    },
    {
      path: '/ledger/transactions/:transactionNo',
      page: lazy(() =>
        import('./TransactionPage').then((module) => ({ default: module.TransactionPage })),
      ),
      permission: 'ledger:read',
    },
  ],
  menu: [
    {
      to: '/ledger/trial-balance',
      label: 'chobo.ledger.title',
      icon: <MenuBookOutlined />,
      permission: 'ledger:read',
      group: 'books',
    },
  ],
};
