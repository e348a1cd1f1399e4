import DifferenceOutlined from '@mui/icons-material/DifferenceOutlined';
import JoinInnerOutlined from '@mui/icons-material/JoinInnerOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import { proposalKey, type ListedBreak, type Proposal } from './answers';
import { breakFilterOf, proposalFilterOf } from './breakFilter';

export const breaksSection: Section = {
  resources: [
    {
      name: 'breaks',
      source: listOf<ListedBreak>('breaks', ({ id }) => id, breakFilterOf),
      permission: 'reconciliation:read',
      list: lazy(() => import('./BreakList').then(({ BreakList }) => ({ default: BreakList }))),
      show: lazy(() => import('./BreakShow').then(({ BreakShow }) => ({ default: BreakShow }))),
    },
    {
      name: 'proposals',
      source: listOf<Proposal>('proposals', proposalKey, proposalFilterOf),
      permission: 'reconciliation:read',
      list: lazy(() =>
        import('./ProposalList').then(({ ProposalList }) => ({ default: ProposalList })),
      ),
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
    {
      to: '/proposals',
      label: 'chobo.breaks.proposals.title',
      icon: <JoinInnerOutlined />,
      permission: 'reconciliation:read',
      group: 'finance',
    },
  ],
};
