import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { lazy } from 'react';

import { listOf } from '../../api/dataProvider';
import type { Section } from '../../app/section';
import type { Statement } from './answers';

export const statementsSection: Section = {
  resources: [
    {
      name: 'statements',
      source: listOf<Statement>('statements', ({ id }) => id),
      permission: 'statements:read',
      list: lazy(() =>
        import('./StatementList').then(({ StatementList }) => ({ default: StatementList })),
      ),
      show: lazy(() =>
        import('./StatementShow').then(({ StatementShow }) => ({ default: StatementShow })),
      ),
    },
  ],
  pages: [
    {
      path: '/statements/upload',
      page: lazy(() => import('./UploadPage').then(({ UploadPage }) => ({ default: UploadPage }))),
      permission: 'statements:receive',
    },
    {
      path: '/statements/upload/:id',
      page: lazy(() => import('./UploadShow').then(({ UploadShow }) => ({ default: UploadShow }))),
      permission: 'statements:read',
    },
  ],
  menu: [
    {
      to: '/statements',
      label: 'chobo.statements.title',
      icon: <DescriptionOutlined />,
      permission: 'statements:read',
      group: 'finance',
    },
    {
      to: '/statements/upload',
      label: 'chobo.statements.upload.title',
      icon: <UploadFileOutlined />,
      permission: 'statements:receive',
      group: 'finance',
    },
  ],
};
