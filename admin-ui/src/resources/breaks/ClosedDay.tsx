import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { formatBusinessDate, formatInstant } from '../../parts/formatting';
import { useNameOf } from '../../parts/Person';
import type { DayClosing } from './answers';
import { useWord } from './useWord';

/** Which day would change, who closed it, and where it is opened again. */
export const ClosedDay = ({
  source,
  closing: { date, closedBy, closedAt },
}: {
  readonly source: string;
  readonly closing: DayClosing;
}) => {
  const word = useWord();
  const nameOf = useNameOf();
  const [locale] = useLocaleState();
  return (
    <Box>
      {word('closedBy', {
        date: formatBusinessDate(date, locale),
        person: nameOf(closedBy),
        at: formatInstant(closedAt, locale),
      })}{' '}
      <MuiLink component={Link} to={`/reconciliation-days/${source}:${date}/show`}>
        {word('toClosedDay')}
      </MuiLink>
    </Box>
  );
};
