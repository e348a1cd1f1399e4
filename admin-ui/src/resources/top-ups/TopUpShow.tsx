import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import { CopyText } from '../../parts/CopyText';
import { FactTable } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Amount, Jst } from '../../parts/values';
import { Lots } from '../accounts/Lots';
import { Timeline } from '../accounts/Timeline';
import { Eligibility } from '../refunds/Eligibility';
import { RefundTable } from '../refunds/RefundTable';
import type { TopUpDetail } from './answers';
import { TopUpState } from './TopUpState';

const Facts = ({ topUp }: { readonly topUp: TopUpDetail }) => {
  const translate = useTranslate();
  const word = (key: string): string =>
    translate(`chobo.topUps.${key}`, { _: key.split('.').at(-1) });
  const { iccid, channel, method, payment, endReason } = topUp;
  return (
    <FactTable
      facts={[
        { label: word('status'), value: <TopUpState status={topUp.status} /> },
        {
          label: word('iccid'),
          value:
            iccid === null ? (
              '–'
            ) : (
              <MuiLink component={Link} to={`/cards/${iccid}/show`}>
                {iccid}
              </MuiLink>
            ),
        },
        { label: word('price'), value: <Amount value={topUp.price} /> },
        { label: word('value'), value: <Amount value={topUp.value} /> },
        ...(topUp.takenBack.amount === 0
          ? []
          : [{ label: word('takenBack'), value: <Amount value={topUp.takenBack} /> }]),
        { label: word('channel'), value: channel === null ? '–' : word(`channels.${channel}`) },
        { label: word('method'), value: method === null ? '–' : word(`methods.${method}`) },
        { label: word('provider'), value: payment?.provider ?? '–' },
        {
          label: word('reference'),
          value:
            payment === null ? (
              '–'
            ) : (
              <CopyText label={word('reference')} value={payment.reference} />
            ),
        },
        { label: word('paidAt'), value: <Jst value={topUp.paidAt} /> },
        { label: word('creditedAt'), value: <Jst value={topUp.creditedAt} /> },
        ...(topUp.endedAt === null
          ? []
          : [
              { label: word('endedAt'), value: <Jst value={topUp.endedAt} /> },
              { label: word('endReason'), value: word(`endReasons.${endReason ?? ''}`) },
            ]),
      ]}
    />
  );
};

/** One top-up: payment, what is left of it, whether it can be refunded, its refunds and history. */
export const TopUpShow = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.topUps.${key}`);
  const { id = '' } = useParams();
  return (
    <>
      <PageTitle title={translate('chobo.topUps.one', { id })} />
      <Read<TopUpDetail> path={`top-ups/${encodeURIComponent(id)}`}>
        {(topUp) => (
          <>
            <Section title={word('facts')}>
              <Facts topUp={topUp} />
            </Section>
            <Section title={word('refundable')}>
              <Eligibility accountId={topUp.accountId} topUpId={topUp.id} />
            </Section>
            <Section title={translate('chobo.refunds.title')}>
              <RefundTable refunds={topUp.refunds} />
            </Section>
            <Section title={word('left')}>
              <Lots lots={topUp.lots} />
            </Section>
            <Section title={translate('chobo.cards.timeline')}>
              <Timeline accountId={topUp.accountId} entries={topUp.history} />
            </Section>
          </>
        )}
      </Read>
    </>
  );
};
