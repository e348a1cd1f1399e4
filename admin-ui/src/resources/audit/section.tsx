import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import type { Act } from './answers';
import { auditFilter } from './auditFilter';

export const auditSection: Section = {
  resources: [
    {
      name: 'audit',
      source: listOf<Act>('audit', ({ id }) => id, auditFilter),
      permission: 'audit:read',
      list: lazy(() => import('./AuditList').then(({ AuditList }) => ({ default: AuditList }))),
    },
  ],
  pages: [
    {
      path: '/events/:stream/:revision',
      page: lazy(() => import('./EventPage').then(({ EventPage }) => ({ default: EventPage }))),
      // What the stream is about decides; the API asks for that.
      permission: null,
    },
  ],
  menu: [
    {
      to: '/audit',
      label: 'chobo.audit.title',
      icon: <PolicyOutlined />,
      permission: 'audit:read',
      group: 'people',
    },
  ],
};
