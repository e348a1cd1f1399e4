import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';

import type { AccountDetail, CardDetail, Page, TimelineEntry } from '../../api/answers';
import { FactTable } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { StateChip } from '../../parts/StateChip';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';

const useWord = (): ((key: string) => string) => {
  const translate = useTranslate();
  return (key) => translate(`chobo.cards.${key}`, { _: key.split('.').at(-1) });
};

const Facts = ({ card }: { readonly card: CardDetail }) => {
  const word = useWord();
  const { account } = card;
  return (
    <FactTable
      facts={[
        {
          label: word('status'),
          value: <StateChip state={account.status} label={word(`statuses.${account.status}`)} />,
        },
        { label: word('brand'), value: card.brand },
        { label: word('plan'), value: card.plan },
        { label: word('account'), value: account.id },
        { label: word('registeredAt'), value: <Jst value={card.registeredAt} /> },
        { label: word('activatedAt'), value: <Jst value={account.activatedAt} /> },
        { label: word('validUntil'), value: <Jst value={account.validUntil} /> },
      ]}
    />
  );
};

const AMOUNTS = ['available', 'held', 'used', 'expired', 'refunded'] as const;

const Balances = ({ balance }: Pick<CardDetail['account'], 'balance'>) => {
  const word = useWord();
  return (
    <SimpleTable
      name={word('balance')}
      idOf={(bucket) => bucket}
      rows={['paid', 'bonus'] as const}
      columns={[
        { name: word('bucket'), cell: (bucket) => word(bucket) },
        ...AMOUNTS.map((amount) => ({
          name: word(amount),
          numeric: true,
          cell: (bucket: 'paid' | 'bonus') => <Amount value={balance[bucket][amount]} />,
        })),
      ]}
    />
  );
};

const Lots = ({ lots }: Pick<AccountDetail, 'lots'>) => {
  const word = useWord();
  if (lots.length === 0) return <EmptyState />;
  return (
    <SimpleTable
      name={word('lots')}
      idOf={({ id }) => id}
      rows={lots}
      columns={[
        { name: word('bucket'), cell: ({ bucket }) => word(bucket) },
        { name: word('creditedAt'), cell: ({ creditedAt }) => <Jst value={creditedAt} /> },
        { name: word('expiresAt'), cell: ({ expiresAt }) => <Jst value={expiresAt} /> },
        { name: word('initial'), numeric: true, cell: ({ initial }) => <Amount value={initial} /> },
        {
          name: word('remaining'),
          numeric: true,
          cell: ({ remaining }) => <Amount value={remaining} />,
        },
      ]}
    />
  );
};

const Timeline = ({ entries }: { readonly entries: readonly TimelineEntry[] }) => {
  const word = useWord();
  if (entries.length === 0) return <EmptyState />;
  return (
    <SimpleTable
      name={word('timeline')}
      idOf={({ revision, type, subject }) => `${revision} ${type} ${subject ?? ''}`}
      rows={entries}
      columns={[
        { name: word('at'), cell: ({ at }) => <Jst value={at} /> },
        { name: word('event'), cell: ({ type }) => word(`events.${type}`) },
        { name: word('actor'), cell: ({ actor }) => actor },
        { name: word('amount'), numeric: true, cell: ({ amount }) => <Amount value={amount} /> },
      ]}
    />
  );
};

const Account = ({ id }: { readonly id: string }) => {
  const word = useWord();
  const path = `accounts/${encodeURIComponent(id)}`;
  return (
    <>
      <Section title={word('lots')}>
        <Read<AccountDetail> path={path}>{({ lots }) => <Lots lots={lots} />}</Read>
      </Section>
      <Section title={word('timeline')}>
        <Read<Page<TimelineEntry>> path={`${path}/events?limit=100`}>
          {({ data }) => <Timeline entries={data} />}
        </Read>
      </Section>
    </>
  );
};

/** A card with the account that holds its money: balance, lots and what happened. */
export const CardShow = () => {
  const translate = useTranslate();
  const word = useWord();
  const { id = '' } = useParams();
  return (
    <>
      <PageTitle title={translate('chobo.cards.one', { iccid: id })} />
      <Read<CardDetail> path={`cards/${encodeURIComponent(id)}`}>
        {(card) => (
          <>
            <Section title={word('account')}>
              <Facts card={card} />
            </Section>
            <Section title={word('balance')}>
              <Balances balance={card.account.balance} />
            </Section>
            <Account id={card.accountId} />
          </>
        )}
      </Read>
    </>
  );
};
