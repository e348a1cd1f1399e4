import { lazy } from 'react';

import type { Section } from '../../app/section';

export const dashboardSection: Section = {
  home: lazy(() => import('./HomePage').then(({ HomePage }) => ({ default: HomePage }))),
};
