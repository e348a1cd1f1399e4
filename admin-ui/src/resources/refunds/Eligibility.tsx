import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { May } from '../../parts/May';
import { ErrorState, LoadingState } from '../../parts/states';
import { RuleList } from './RuleList';
import { useEligibility } from './useEligibility';
import { useWord } from './useWord';

/** Where a refund of a top-up is asked for. */
export const newRefundPath = (accountId: string, topUpId: string): string =>
  `/refunds/new?${new URLSearchParams({ accountId, topUpId }).toString()}`;

/** Why a top-up can or cannot be refunded now, and the way to do it. */
export const Eligibility = ({
  accountId,
  topUpId,
}: {
  readonly accountId: string;
  readonly topUpId: string;
}) => {
  const word = useWord();
  const translate = useTranslate();
  const { data, error, refetch } = useEligibility({ accountId, topUpId });
  const again = (): void => void refetch();
  if (data === undefined) {
    return error === null ? (
      <LoadingState onRetry={again} />
    ) : (
      <ErrorState error={error} onRetry={again} />
    );
  }
  const failed = data.rules.filter(({ passed }) => !passed).length;
  return (
    <>
      <Alert severity={data.eligible ? 'success' : 'warning'} sx={{ mb: 1 }}>
        {data.eligible
          ? word('canBeRefunded')
          : translate('chobo.refunds.cannotBeRefunded', { smart_count: failed })}
      </Alert>
      <RuleList currency={data.refundable?.currency ?? 'JPY'} rules={data.rules} />
      {data.eligible && (
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
  );
};
