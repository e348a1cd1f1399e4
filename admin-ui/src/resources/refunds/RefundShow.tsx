import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import { CopyText } from '../../parts/CopyText';
import { FactTable, type Fact } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Amount, Jst } from '../../parts/values';
import { Timeline } from '../accounts/Timeline';
import type { RefundDetail } from './answers';
import { Hold } from './Hold';
import { holdOf } from './holds';
import { NextForMe } from './NextForMe';
import { Postings } from './Postings';
import { RefundActions } from './RefundActions';
import { RefundState } from './RefundState';
import { useWord } from './useWord';
import { Words } from './Words';

const Facts = ({ refund }: { readonly refund: RefundDetail }) => {
  const word = useWord();
  const facts: readonly (Fact | null)[] = [
    { label: word('state'), value: <RefundState state={refund.state} /> },
    { label: word('value'), value: <Amount value={refund.value} /> },
    { label: word('payback'), value: <Amount value={refund.payback} /> },
    { label: word('fee'), value: <Amount value={refund.fee} /> },
    { label: word('toCustomer'), value: <Amount value={refund.toCustomer} /> },
    { label: word('reasonClass'), value: word(`reasonClasses.${refund.reasonClass}`) },
    refund.note === null ? null : { label: word('note'), value: <Words text={refund.note} /> },
    { label: word('requestedBy'), value: <Person actor={refund.requestedBy} /> },
    { label: word('requestedAt'), value: <Jst value={refund.requestedAt} /> },
    refund.decidedBy === null
      ? null
      : { label: word('decidedBy'), value: <Person actor={refund.decidedBy} /> },
    refund.decidedAt === null
      ? null
      : { label: word('decidedAt'), value: <Jst value={refund.decidedAt} /> },
    refund.decisionReason === null
      ? null
      : { label: word('decisionReason'), value: <Words text={refund.decisionReason} /> },
    refund.cancelledBy === null
      ? null
      : { label: word('cancelledBy'), value: <Person actor={refund.cancelledBy} /> },
    refund.paidFrom === null
      ? null
      : {
          label: word('paidFrom'),
          value: refund.paidFrom === 'bank' ? word('bank') : refund.paidFrom,
        },
    refund.payoutReference === null
      ? null
      : {
          label: word('payoutReference'),
          value: <CopyText label={word('payoutReference')} value={refund.payoutReference} />,
        },
    refund.paidAt === null ? null : { label: word('paidAt'), value: <Jst value={refund.paidAt} /> },
    refund.failureReason === null
      ? null
      : { label: word('failureReason'), value: word(`failures.${refund.failureReason}`) },
    {
      label: word('topUp'),
      value: (
        <MuiLink component={Link} to={`/top-ups/${encodeURIComponent(refund.topUpId)}/show`}>
          {refund.topUpId}
        </MuiLink>
      ),
    },
    {
      label: word('account'),
      value: (
        <MuiLink component={Link} to={`/accounts/${encodeURIComponent(refund.accountId)}/show`}>
          {refund.accountId}
        </MuiLink>
      ),
    },
    {
      label: word('cards'),
      value: refund.cards.map((iccid) => (
        <Box key={iccid}>
          <MuiLink component={Link} to={`/cards/${iccid}/show`}>
            {iccid}
          </MuiLink>
        </Box>
      )),
    },
  ];
  return <FactTable facts={facts.filter((fact) => fact !== null)} />;
};

/** One refund: what it gives back, who decided, what comes next, what happened. */
export const RefundShow = () => {
  const translate = useTranslate();
  const word = useWord();
  const { id = '' } = useParams();
  return (
    <>
      <PageTitle title={translate('chobo.refunds.one', { id })} />
      <Box sx={{ mb: 1 }}>
        <PrintButton />
        <NextForMe otherThan={id} />
      </Box>
      <Read<RefundDetail> path={`refunds/${encodeURIComponent(id)}`}>
        {(refund) => (
          <>
            <Section title={word('nextStep')}>
              <RefundActions refund={refund} />
            </Section>
            <Section title={word('terms')}>
              <Facts refund={refund} />
            </Section>
            <Section title={word(`holds.${holdOf(refund.state)}`)}>
              <Hold refund={refund} />
            </Section>
            <Section title={word('postings')}>
              <Postings entries={refund.postings} />
            </Section>
            <Section title={word('history')}>
              <Timeline accountId={refund.accountId} entries={refund.history} />
            </Section>
          </>
        )}
      </Read>
    </>
  );
};
