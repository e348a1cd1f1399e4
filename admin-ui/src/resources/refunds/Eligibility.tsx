import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';

import { May } from '../../parts/May';
import { Read } from '../../parts/Read';
import type { Eligibility as Answer } from './answers';
import { RuleList } from './RuleList';
import { eligibilityPath } from './useEligibility';
import { useWord } from './useWord';

/** Where a refund is asked for: of a top-up, or of one that is chosen there. */
export const newRefundPath = (accountId: string, topUpId?: string): string => {
  const query = new URLSearchParams({ accountId, ...(topUpId !== undefined && { topUpId }) });
  return `/refunds/new?${query.toString()}`;
};

/** Why a top-up can or cannot be refunded now, and the way to do it. */
export const Eligibility = ({
  accountId,
  topUpId,
}: {
  readonly accountId: string;
  readonly topUpId: string;
}) => {
  const word = useWord();
  return (
    <Read<Answer> path={eligibilityPath({ accountId, topUpId })}>
      {({ eligible, rules, refundable }) => (
        <>
          <Alert severity={eligible ? 'success' : 'warning'} sx={{ mb: 1 }}>
            {eligible
              ? word('canBeRefunded')
              : word('cannotBeRefunded', {
                  smart_count: rules.filter(({ passed }) => !passed).length,
                })}
          </Alert>
          <RuleList currency={refundable?.currency ?? 'JPY'} rules={rules} />
          {eligible && (
            <May permission="refunds:request">
              <Button
                className="no-print"
                component={Link}
                sx={{ mt: 1 }}
                to={newRefundPath(accountId, topUpId)}
                variant="contained"
              >
                {word('ask')}
              </Button>
            </May>
          )}
        </>
      )}
    </Read>
  );
};
