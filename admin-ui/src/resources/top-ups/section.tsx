import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import { withDays } from '../../lists/days';
import type { TopUp } from './answers';

export const topUpsSection: Section = {
  resources: [
    {
      name: 'top-ups',
      source: listOf<TopUp>('top-ups', ({ id }) => id, withDays),
      permission: 'top-ups:read',
      list: lazy(() => import('./TopUpList').then(({ TopUpList }) => ({ default: TopUpList }))),
      show: lazy(() => import('./TopUpShow').then(({ TopUpShow }) => ({ default: TopUpShow }))),
    },
  ],
  menu: [
    {
      to: '/top-ups',
      label: 'chobo.topUps.title',
      icon: <PaymentsOutlined />,
      permission: 'top-ups:read',
      group: 'support',
    },
  ],
};
