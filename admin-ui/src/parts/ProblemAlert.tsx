import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

import { ApiProblem } from '../api/problem';
import { CopyText } from './CopyText';
import { useProblemMessage } from './problemMessage';

/** Refusals that a look at the present state explains: somebody else was there first. */
const MOVED_ON = new Set([
  'changed_meanwhile',
  'conflict',
  'break_status',
  'break_settled',
  'day_status',
  'day_closed',
  'day_occupied',
  'proposal_changed',
  'refund_status',
  'run_not_current',
  'statement_not_current',
  'top_up_status',
]);

/**
 * Why something was not done and what to do next; nothing while there is no
 * problem. `onRefresh` is offered where the page shows an older state.
 */
export const ProblemAlert = ({
  problem,
  onRefresh,
  children,
}: {
  readonly problem: unknown;
  readonly onRefresh?: () => void;
  /** What is particular to this refusal, below its message. */
  readonly children?: ReactNode;
}) => {
  const translate = useTranslate();
  const messageOf = useProblemMessage();
  if (problem === null || problem === undefined) return null;
  const known = problem instanceof ApiProblem ? problem : null;
  const moved = known !== null && MOVED_ON.has(known.code);
  return (
    <Alert severity={moved ? 'warning' : 'error'} sx={{ my: 1, overflowWrap: 'anywhere' }}>
      <AlertTitle>{translate(moved ? 'chobo.frame.movedOn' : 'chobo.frame.notDone')}</AlertTitle>
      <Box>{messageOf(problem)}</Box>
      {known?.code === 'invalid_request' && known.faults.length > 0 && (
        <ul lang="en">
          {known.faults.map(({ field, reason }) => (
            <li key={field}>
              {field}: {reason}
            </li>
          ))}
        </ul>
      )}
      {children}
      {moved && onRefresh !== undefined && (
        <Button color="inherit" onClick={onRefresh} size="small" sx={{ mt: 1 }} variant="outlined">
          {translate('chobo.frame.showPresent')}
        </Button>
      )}
      {typeof known?.requestId === 'string' && (
        <Box sx={{ mt: 1, fontSize: '0.8rem' }}>
          {translate('chobo.frame.referenceLabel')}{' '}
          <CopyText label={translate('chobo.frame.referenceLabel')} value={known.requestId} />
        </Box>
      )}
    </Alert>
  );
};
