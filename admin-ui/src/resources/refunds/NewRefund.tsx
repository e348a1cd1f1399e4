import Alert from '@mui/material/Alert';
import MuiLink from '@mui/material/Link';
import { useNotify } from 'react-admin';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';

import { PageTitle } from '../../parts/PageTitle';
import { ErrorState, LoadingState } from '../../parts/states';
import { useDraft } from '../../session/drafts';
import { readAmount } from './amountInput';
import { AmountStep, type Draft } from './AmountStep';
import { ReviewStep, type Asked } from './ReviewStep';
import { TopUpStep } from './TopUpStep';
import { useEligibility } from './useEligibility';
import { useWord } from './useWord';

const Wizard = ({ accountId, topUpId }: Asked) => {
  const word = useWord();
  const notify = useNotify();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const {
    values: draft,
    change,
    clear,
  } = useDraft<Draft>(`refund of ${topUpId}`, {
    amount: '',
    reasonClass: '',
    note: '',
  });
  const [currency, setCurrency] = useState('JPY');
  const value = readAmount(draft.amount, currency);
  const { reasonClass } = draft;
  const {
    data: found,
    error,
    refetch,
    isPlaceholderData,
  } = useEligibility({
    accountId,
    topUpId,
    value: value ?? undefined,
    reasonClass,
  });
  const again = (): void => void refetch();
  if (found === undefined) {
    return error === null ? (
      <LoadingState onRetry={again} />
    ) : (
      <ErrorState error={error} onRetry={again} />
    );
  }
  const known = found.refundable?.currency;
  if (known !== undefined && known !== currency) setCurrency(known);

  if (search.get('step') === 'review' && value !== null && reasonClass !== '') {
    const onSent = (refundId: string): void => {
      clear();
      notify(word('asked'), { type: 'success' });
      // The form is behind it no more: going back does not ask a second time.
      void navigate(`/refunds/${encodeURIComponent(refundId)}/show`, { replace: true });
    };
    return (
      <ReviewStep
        accountId={accountId}
        currency={currency}
        found={found}
        note={draft.note.trim()}
        onSent={onSent}
        reasonClass={reasonClass}
        topUpId={topUpId}
        value={value}
      />
    );
  }
  return (
    <AmountStep
      change={change}
      currency={currency}
      draft={draft}
      found={isPlaceholderData ? { ...found, eligible: false } : found}
      onNext={() => setSearch({ accountId, topUpId, step: 'review' })}
      value={value}
    />
  );
};

/** Asks for a refund of one top-up: how much and why, then a look at what will happen. */
export const NewRefund = () => {
  const word = useWord();
  const [search] = useSearchParams();
  const accountId = search.get('accountId');
  const topUpId = search.get('topUpId');
  return (
    <>
      <PageTitle title={word('newTitle')} />
      {accountId === null && (
        <Alert severity="info">
          {word('chooseTopUp')}{' '}
          <MuiLink component={Link} to="/cards">
            {word('toCards')}
          </MuiLink>
        </Alert>
      )}
      {accountId !== null && topUpId === null && (
        <>
          <MuiLink component={Link} to={`/accounts/${encodeURIComponent(accountId)}/show`}>
            {word('ofAccount', { accountId })}
          </MuiLink>
          <TopUpStep accountId={accountId} />
        </>
      )}
      {accountId !== null && topUpId !== null && (
        <>
          <MuiLink component={Link} to={`/top-ups/${encodeURIComponent(topUpId)}/show`}>
            {word('ofTopUp', { topUpId })}
          </MuiLink>
          <Wizard key={topUpId} accountId={accountId} topUpId={topUpId} />
        </>
      )}
    </>
  );
};
