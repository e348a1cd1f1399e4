import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import type { Page } from '../../api/answers';
import { FactTable } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { BusinessDay, Jst } from '../../parts/values';
import { AccountLabel } from './AccountLabel';
import { postingsAddress } from './accounts';
import type { LedgerEntry } from './answers';
import { Cause } from './Cause';
import { Side } from './Side';

const Lines = ({ entries }: { readonly entries: readonly LedgerEntry[] }) => {
  const translate = useTranslate();
  return (
    <SimpleTable
      name={translate('chobo.ledger.lines')}
      idOf={({ entryNo }) => String(entryNo)}
      rows={entries}
      columns={[
        {
          name: translate('chobo.ledger.account'),
          cell: ({ ledgerAccount }) => (
            <MuiLink component={Link} to={postingsAddress(ledgerAccount, null)}>
              <AccountLabel ledgerAccount={ledgerAccount} />
            </MuiLink>
          ),
        },
        {
          name: translate('chobo.ledger.debit'),
          numeric: true,
          cell: (entry) => <Side entry={entry} side="debit" />,
        },
        {
          name: translate('chobo.ledger.credit'),
          numeric: true,
          cell: (entry) => <Side entry={entry} side="credit" />,
        },
      ]}
    />
  );
};

const Event = ({ entry }: { readonly entry: LedgerEntry }) => {
  const translate = useTranslate();
  const { stream, revision } = entry.event;
  const path = `streams/${encodeURIComponent(stream)}/events/${revision}`;
  return (
    <Read<{ actor: string; occurredAt: string; recordedAt: string }> path={path}>
      {({ actor, occurredAt, recordedAt }) => (
        <FactTable
          facts={[
            { label: translate('chobo.ledger.cause'), value: <Cause entry={entry} /> },
            {
              label: translate('chobo.ledger.date'),
              value: <BusinessDay value={entry.date} />,
            },
            { label: translate('chobo.ledger.by'), value: <Person actor={actor} /> },
            { label: translate('chobo.ledger.occurred'), value: <Jst value={occurredAt} /> },
            { label: translate('chobo.ledger.recorded'), value: <Jst value={recordedAt} /> },
            {
              label: translate('chobo.ledger.event'),
              value: (
                <MuiLink component={Link} to={`/events/${encodeURIComponent(stream)}/${revision}`}>
                  {translate('chobo.ledger.asRecorded')}
                </MuiLink>
              ),
            },
          ]}
        />
      )}
    </Read>
  );
};

/** One transaction: why it was posted, by whom, and its lines. */
export const TransactionPage = () => {
  const translate = useTranslate();
  const { transactionNo = '' } = useParams();
  const number = Number(transactionNo);
  const filter = encodeURIComponent(JSON.stringify({ transactionNo: number }));
  return (
    <>
      <PageTitle title={translate('chobo.ledger.oneTransaction', { number: transactionNo })} />
      <Read<Page<LedgerEntry>> path={`ledger/entries?filter=${filter}&sort=date&limit=200`}>
        {({ data }) => {
          const [first] = data;
          if (first === undefined) {
            return <EmptyState text={translate('chobo.ledger.noTransaction')} />;
          }
          return (
            <>
              <Section title={translate('chobo.ledger.why')}>
                <Event entry={first} />
              </Section>
              <Section title={translate('chobo.ledger.lines')}>
                <Lines entries={data} />
              </Section>
              <PrintButton />
            </>
          );
        }}
      </Read>
    </>
  );
};
