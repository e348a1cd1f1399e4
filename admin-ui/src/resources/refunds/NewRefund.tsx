import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import MuiLink from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useLocaleState, useNotify, useTranslate } from 'react-admin';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useState } from 'react';

import { ApiProblem } from '../../api/problem';
import type { CommandAnswer } from '../../commands/giveCommand';
import { useCommand } from '../../commands/useCommand';
import { FactTable } from '../../parts/FactTable';
import { formatMoney } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Section } from '../../parts/Section';
import { ErrorState, LoadingState } from '../../parts/states';
import { Amount } from '../../parts/values';
import { useDraft } from '../../session/drafts';
import { readAmount, typedAmount } from './amountInput';
import type { Eligibility, RefundRule } from './answers';
import { RuleList } from './RuleList';
import { useEligibility } from './useEligibility';
import { useWord } from './useWord';

type Draft = { readonly amount: string; readonly reasonClass: string };

type Asked = { readonly accountId: string; readonly topUpId: string };

type Form = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly found: Eligibility;
  readonly currency: string;
  readonly value: number | null;
  readonly onNext: () => void;
};

/** First step: how much and why, judged while it is typed. */
const AmountStep = ({ draft, change, found, currency, value, onNext }: Form) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const most = found.refundable;
  const isMore = most !== null && value !== null && value > most.amount;
  const wrong = draft.amount !== '' && (value === null || isMore);
  const help =
    most === null
      ? word('nothingLeft')
      : word(isMore ? 'moreThanLeft' : 'most', { amount: formatMoney(most, locale) });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (found.eligible && value !== null) onNext();
      }}
    >
      <Section title={word('steps.amount')}>
        <Stack direction="row" sx={{ alignItems: 'flex-start', flexWrap: 'wrap', gap: 2 }}>
          <TextField
            autoFocus
            error={wrong}
            fullWidth={false}
            helperText={draft.amount !== '' && value === null ? word('notAnAmount') : help}
            label={word('valueIn', { currency })}
            onChange={({ target }) => change({ amount: target.value })}
            required
            slotProps={{ htmlInput: { inputMode: 'decimal', maxLength: 16 } }}
            value={draft.amount}
            variant="outlined"
          />
          {most !== null && most.amount > 0 && (
            <Button
              onClick={() => change({ amount: typedAmount(most.amount, currency) })}
              sx={{ mt: 1 }}
            >
              {word('all')}
            </Button>
          )}
          <TextField
            fullWidth={false}
            label={word('reasonClass')}
            onChange={({ target }) => change({ reasonClass: target.value })}
            required
            select
            sx={{ minWidth: 240 }}
            value={draft.reasonClass}
            variant="outlined"
          >
            {found.reasonClasses.map((reason) => (
              <MenuItem key={reason} value={reason}>
                {word(`reasonClasses.${reason}`)}
              </MenuItem>
            ))}
          </TextField>
        </Stack>
      </Section>
      <Section title={word('steps.rules')}>
        <RuleList currency={currency} rules={found.rules} />
      </Section>
      <Button
        disabled={!found.eligible || value === null || draft.reasonClass === ''}
        type="submit"
        variant="contained"
      >
        {word('toReview')}
      </Button>
    </form>
  );
};

const failedRules = (problem: unknown): readonly RefundRule[] => {
  const failed = problem instanceof ApiProblem ? problem.facts['failed'] : null;
  return Array.isArray(failed) ? (failed as RefundRule[]) : [];
};

type Review = Asked & {
  readonly found: Eligibility;
  readonly value: number;
  readonly reasonClass: string;
  readonly currency: string;
  readonly onSent: (refundId: string) => void;
};

/** Second step: what will happen, then it is asked for, once. */
const ReviewStep = ({
  accountId,
  topUpId,
  found,
  value,
  reasonClass,
  currency,
  onSent,
}: Review) => {
  const word = useWord();
  const translate = useTranslate();
  const navigate = useNavigate();
  const { run, pending, problem, refresh } = useCommand<CommandAnswer & { refundId: string }>();
  const { amounts, approverRole } = found;
  const send = async (): Promise<void> => {
    const body = { accountId, topUpId, value, reasonClass };
    const answer = await run({ path: 'refunds', body });
    if (answer !== null) onSent(answer.refundId);
  };
  const failed = failedRules(problem);
  return (
    <Section title={word('steps.review')}>
      {amounts !== null && (
        <FactTable
          facts={[
            { label: word('value'), value: <Amount value={amounts.value} /> },
            { label: word('payback'), value: <Amount value={amounts.payback} /> },
            { label: word('fee'), value: <Amount value={amounts.fee} /> },
            { label: word('toCustomer'), value: <Amount value={amounts.toCustomer} /> },
            { label: word('clawedBack'), value: <Amount value={amounts.clawedBack} /> },
            { label: word('reasonClass'), value: word(`reasonClasses.${reasonClass}`) },
          ]}
        />
      )}
      <Alert severity="info" sx={{ my: 2 }}>
        {approverRole === null
          ? word('next.noTier')
          : word('afterAsking', { role: translate(`chobo.people.roleNames.${approverRole}`) })}
      </Alert>
      <ProblemAlert onRefresh={() => void refresh()} problem={problem}>
        {failed.length > 0 && <RuleList currency={currency} rules={failed} />}
      </ProblemAlert>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button disabled={pending} onClick={() => void navigate(-1)}>
          {word('back')}
        </Button>
        <Button disabled={pending} onClick={() => void send()} variant="contained">
          {word(pending ? 'asking' : 'ask')}
        </Button>
      </Stack>
    </Section>
  );
};

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
      {accountId === null || topUpId === null ? (
        <Alert severity="info">
          {word('chooseTopUp')}{' '}
          <MuiLink component={Link} to="/cards">
            {word('toCards')}
          </MuiLink>
        </Alert>
      ) : (
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
