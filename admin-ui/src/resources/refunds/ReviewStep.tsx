import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';

import { ApiProblem } from '../../api/problem';
import type { CommandAnswer } from '../../commands/giveCommand';
import { useCommand } from '../../commands/useCommand';
import { FactTable } from '../../parts/FactTable';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Section } from '../../parts/Section';
import { Amount } from '../../parts/values';
import type { Eligibility, RefundRule } from './answers';
import { RuleList } from './RuleList';
import { useWord } from './useWord';
import { Words } from './Words';

/** The top-up of which a refund is asked. */
export type Asked = { readonly accountId: string; readonly topUpId: string };

const failedRules = (problem: unknown): readonly RefundRule[] => {
  const failed = problem instanceof ApiProblem ? problem.facts['failed'] : null;
  return Array.isArray(failed) ? (failed as RefundRule[]) : [];
};

type Review = Asked & {
  readonly found: Eligibility;
  readonly value: number;
  readonly reasonClass: string;
  /** Words for whoever decides; empty for none. */
  readonly note: string;
  readonly currency: string;
  readonly onSent: (refundId: string) => void;
};

/** Second step: what will happen, then it is asked for, once. */
export const ReviewStep = ({
  accountId,
  topUpId,
  found,
  value,
  reasonClass,
  note,
  currency,
  onSent,
}: Review) => {
  const word = useWord();
  const translate = useTranslate();
  const navigate = useNavigate();
  const { run, pending, problem, refresh } = useCommand<CommandAnswer & { refundId: string }>();
  const { amounts, approverRole } = found;
  const send = async (): Promise<void> => {
    const body = { accountId, topUpId, value, reasonClass, ...(note !== '' && { note }) };
    const answer = await run({ path: 'refunds', body }, { leaving: true });
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
            ...(note === '' ? [] : [{ label: word('note'), value: <Words text={note} /> }]),
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
