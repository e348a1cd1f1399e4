import DifferenceOutlined from '@mui/icons-material/DifferenceOutlined';
import { lazy } from 'react';

import type { Break } from '../../api/answers';
import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';

export const breaksSection: Section = {
  resources: [
    {
      name: 'breaks',
      source: listOf<Break>('breaks', ({ id }) => id),
      permission: 'reconciliation:read',
      list: lazy(() => import('./BreakList').then(({ BreakList }) => ({ default: BreakList }))),
    },
  ],
  menu: [
    {
      to: '/breaks',
      label: 'chobo.frame.breaks',
      icon: <DifferenceOutlined />,
      permission: 'reconciliation:read',
      group: 'finance',
    },
  ],
};
