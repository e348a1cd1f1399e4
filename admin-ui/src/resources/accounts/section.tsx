import AccountBalanceWalletOutlined from '@mui/icons-material/AccountBalanceWalletOutlined';
import { lazy } from 'react';

import type { Account } from '../../api/answers';
import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';

export const accountsSection: Section = {
  resources: [
    {
      name: 'accounts',
      source: listOf<Account>('accounts', ({ id }) => id),
      permission: 'accounts:read',
      list: lazy(() =>
        import('./AccountList').then(({ AccountList }) => ({ default: AccountList })),
      ),
      show: lazy(() =>
        import('./AccountShow').then(({ AccountShow }) => ({ default: AccountShow })),
      ),
    },
  ],
  menu: [
    {
      to: '/accounts',
      label: 'chobo.cards.accounts',
      icon: <AccountBalanceWalletOutlined />,
      permission: 'accounts:read',
      group: 'support',
    },
  ],
};
