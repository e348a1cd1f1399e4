import SimCardOutlined from '@mui/icons-material/SimCardOutlined';
import { lazy } from 'react';

import type { Section } from '../../app/section';
import { listOf } from '../../api/dataProvider';
import type { Card } from '../../api/answers';
import { cardFilter } from './cardFilter';

export const cardsSection: Section = {
  resources: [
    {
      name: 'cards',
      source: listOf<Card>('cards', ({ iccid }) => iccid, cardFilter),
      permission: 'cards:read',
      list: lazy(() => import('./CardList').then(({ CardList }) => ({ default: CardList }))),
      show: lazy(() => import('./CardShow').then(({ CardShow }) => ({ default: CardShow }))),
    },
  ],
  menu: [
    {
      to: '/cards',
      label: 'chobo.frame.cards',
      icon: <SimCardOutlined />,
      permission: 'cards:read',
      group: 'support',
    },
  ],
};
