import UndoOutlined from '@mui/icons-material/UndoOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import { withDays } from '../../lists/days';
import type { Refund } from './answers';

export const refundsSection: Section = {
  resources: [
    {
      name: 'refunds',
      source: listOf<Refund>('refunds', ({ id }) => id, withDays),
      permission: 'refunds:read',
      list: lazy(() => import('./RefundList').then(({ RefundList }) => ({ default: RefundList }))),
      show: lazy(() => import('./RefundShow').then(({ RefundShow }) => ({ default: RefundShow }))),
    },
  ],
  pages: [
    {
      path: '/refunds/new',
      page: lazy(() => import('./NewRefund').then(({ NewRefund }) => ({ default: NewRefund }))),
      permission: 'refunds:request',
    },
  ],
  menu: [
    {
      to: '/refunds',
      label: 'chobo.refunds.title',
      icon: <UndoOutlined />,
      permission: 'refunds:read',
      group: 'support',
    },
  ],
};
