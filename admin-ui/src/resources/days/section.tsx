import EventAvailableOutlined from '@mui/icons-material/EventAvailableOutlined';
import { lazy } from 'react';

import type { Day } from '../../api/answers';
import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';

export const daysSection: Section = {
  resources: [
    {
      name: 'reconciliation-days',
      source: listOf<Day>('reconciliation-days', ({ source, date }) => `${source}:${date}`),
      permission: 'reconciliation:read',
      list: lazy(() => import('./DayList').then(({ DayList }) => ({ default: DayList }))),
      show: lazy(() => import('./DayShow').then(({ DayShow }) => ({ default: DayShow }))),
    },
  ],
  menu: [
    {
      to: '/reconciliation-days',
      label: 'chobo.frame.days',
      icon: <EventAvailableOutlined />,
      permission: 'reconciliation:read',
      group: 'finance',
    },
  ],
};
