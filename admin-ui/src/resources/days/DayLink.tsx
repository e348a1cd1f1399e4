import MuiLink from '@mui/material/Link';
import { Link } from 'react-router-dom';

import type { Day } from '../../api/answers';
import { BusinessDay } from '../../parts/values';

/** A business date that leads to the day of its source. */
export const DayLink = ({ source, date }: Pick<Day, 'source' | 'date'>) => (
  <MuiLink component={Link} to={`/reconciliation-days/${source}:${date}/show`}>
    <BusinessDay value={date} />
  </MuiLink>
);
