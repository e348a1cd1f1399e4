import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useListContext } from 'react-admin';
import { Link } from 'react-router-dom';

import { useMay } from '../../parts/May';
import { NextForMe } from './NextForMe';
import { isWithin, queueAddress, queuesOf } from './queues';
import { useWord } from './useWord';

/** The way from one queue to another, the one that is shown marked, and to what comes next. */
export const QueueSwitch = () => {
  const word = useWord();
  const may = useMay();
  const filter = useListContext().filterValues as Record<string, unknown>;
  return (
    <Box
      aria-label={word('queues.label')}
      className="no-print"
      component="nav"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, p: 1 }}
    >
      {queuesOf(may).map((queue) => {
        const isShown = isWithin(filter, queue);
        return (
          <Button
            key={queue.name}
            aria-current={isShown ? 'true' : undefined}
            component={Link}
            size="small"
            sx={{ whiteSpace: 'nowrap' }}
            to={queueAddress(queue, filter)}
            variant={isShown ? 'contained' : 'outlined'}
          >
            {word(`queues.${queue.name}`)}
          </Button>
        );
      })}
      <NextForMe />
    </Box>
  );
};
