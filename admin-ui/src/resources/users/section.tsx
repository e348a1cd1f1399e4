import GroupOutlined from '@mui/icons-material/GroupOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import type { User } from './answers';

export const usersSection: Section = {
  resources: [
    {
      name: 'users',
      source: listOf<User>('users', ({ login }) => login),
      permission: 'users:read',
      list: lazy(() => import('./UserList').then(({ UserList }) => ({ default: UserList }))),
      show: lazy(() => import('./UserShow').then(({ UserShow }) => ({ default: UserShow }))),
    },
  ],
  menu: [
    {
      to: '/users',
      label: 'chobo.people.title',
      icon: <GroupOutlined />,
      permission: 'users:read',
      group: 'people',
    },
  ],
};
