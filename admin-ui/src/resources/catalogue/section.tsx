import CategoryOutlined from '@mui/icons-material/CategoryOutlined';
import { lazy } from 'react';

import type { Section } from '../../app/section';

export const catalogueSection: Section = {
  pages: [
    {
      path: '/catalogue',
      page: lazy(() =>
        import('./CataloguePage').then((module) => ({ default: module.CataloguePage })),
      ),
      permission: 'catalogue:read',
    },
  ],
  menu: [
    {
      to: '/catalogue',
      label: 'chobo.ledger.catalogue.title',
      icon: <CategoryOutlined />,
      permission: 'catalogue:read',
      group: 'books',
    },
  ],
};
