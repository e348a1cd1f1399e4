import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import type { AccountDetail, Money, Page, TimelineEntry } from '../../api/answers';
import { May, useMay } from '../../parts/May';
import { MoreRows } from '../../parts/MoreRows';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import { AccountLabel } from '../ledger/AccountLabel';
import type { Refund } from '../refunds/answers';
import { newRefundPath } from '../refunds/Eligibility';
import { RefundTable } from '../refunds/RefundTable';
import type { TopUp } from '../top-ups/answers';
import { TopUpLink } from '../top-ups/TopUpLink';
import { TopUpState } from '../top-ups/TopUpState';
import { Lots } from './Lots';
import { Timeline } from './Timeline';

/** Rows shown at first on the page of an account; the rest is a click away. */
const SHOWN = 50;

const filterOf = (accountId: string): string => encodeURIComponent(JSON.stringify({ accountId }));

const More = ({ to }: { readonly to: string }) => (
  <Button className="no-print" component={Link} to={to}>
    {useTranslate()('chobo.cards.showAll')}
  </Button>
);

const TopUps = ({ accountId, topUps }: { accountId: string; topUps: readonly TopUp[] }) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.topUps.${key}`);
  const mayAsk = useMay()('refunds:request');
  if (topUps.length === 0) return <EmptyState text={word('none')} />;
  return (
    <SimpleTable
      columns={[
        { name: word('topUp'), cell: ({ id }) => <TopUpLink id={id} /> },
        { name: word('status'), cell: ({ status }) => <TopUpState status={status} /> },
        {
          name: word('at'),
          cell: ({ paidAt, requestedAt }) => <Jst value={paidAt ?? requestedAt} />,
        },
        { name: word('price'), numeric: true, cell: ({ price }) => <Amount value={price} /> },
        { name: word('value'), numeric: true, cell: ({ value }) => <Amount value={value} /> },
        ...(mayAsk
          ? [
              {
                name: word('action'),
                cell: ({ id, status }: TopUp) =>
                  status === 'credited' ? (
                    <Button
                      aria-label={translate('chobo.topUps.refundOf', { id })}
                      className="no-print"
                      component={Link}
                      size="small"
                      sx={{ whiteSpace: 'nowrap' }}
                      to={newRefundPath(accountId, id)}
                    >
                      {word('refund')}
                    </Button>
                  ) : null,
              },
            ]
          : []),
      ]}
      idOf={({ id }) => id}
      name={word('title')}
      rows={topUps}
    />
  );
};

type LedgerBalance = { readonly ledgerAccount: string; readonly balance: Money };

const Ledger = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  return (
    <Read<{ readonly balances: readonly LedgerBalance[] }>
      path={`accounts/${encodeURIComponent(id)}/ledger`}
    >
      {({ balances }) =>
        balances.length === 0 ? (
          <EmptyState />
        ) : (
          <SimpleTable
            columns={[
              {
                name: word('ledgerAccount'),
                cell: ({ ledgerAccount }) => <AccountLabel ledgerAccount={ledgerAccount} />,
              },
              {
                name: word('ledgerBalance'),
                numeric: true,
                cell: ({ balance }) => <Amount signed value={balance} />,
              },
            ]}
            idOf={({ ledgerAccount, balance }) => `${ledgerAccount} ${balance.currency}`}
            name={word('ledger')}
            rows={balances}
          />
        )
      }
    </Read>
  );
};

/** What stands behind a balance: top-ups, lots, refunds, ledger and all that happened. */
export const AccountParts = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  const filter = filterOf(id);
  const path = `accounts/${encodeURIComponent(id)}`;
  return (
    <>
      <Section title={translate('chobo.topUps.title')}>
        <May permission="refunds:request">
          <Button
            className="no-print"
            component={Link}
            sx={{ mb: 1 }}
            to={newRefundPath(id)}
            variant="outlined"
          >
            {translate('chobo.refunds.newTitle')}
          </Button>
        </May>
        <Read<Page<TopUp>> path={`top-ups?filter=${filter}&limit=${SHOWN}`}>
          {({ data, pageInfo }) => (
            <>
              <TopUps accountId={id} topUps={data} />
              {pageInfo.hasNextPage && <More to={`/top-ups?filter=${filter}`} />}
            </>
          )}
        </Read>
      </Section>
      <Section title={translate('chobo.refunds.title')}>
        <Read<Page<Refund>> path={`refunds?filter=${filter}&limit=${SHOWN}`}>
          {({ data, pageInfo }) => (
            <>
              <RefundTable refunds={data} />
              {pageInfo.hasNextPage && <More to={`/refunds?filter=${filter}`} />}
            </>
          )}
        </Read>
      </Section>
      <Section title={word('lots')}>
        <Read<AccountDetail> path={path}>{({ lots }) => <Lots lots={lots} />}</Read>
      </Section>
      <Section title={word('ledger')}>
        <Ledger id={id} />
      </Section>
      <Section title={word('timeline')}>
        <MoreRows<TimelineEntry> limit={SHOWN} path={`${path}/events`}>
          {(entries) => <Timeline accountId={id} entries={entries} />}
        </MoreRows>
      </Section>
    </>
  );
};
