import MuiLink from '@mui/material/Link';
import { DataTable, DateInput, TextInput, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { ListPage } from '../../parts/ListPage';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { Amount, BusinessDay } from '../../parts/values';
import { AccountLabel, useAccountName } from './AccountLabel';
import type { LedgerAccount, LedgerEntry } from './answers';
import { Cause } from './Cause';
import { Side } from './Side';

type Filter = { readonly ledgerAccount?: string; readonly from?: string; readonly to?: string };

/** The account that the list is about: what it opened with, both sides, what it closed with. */
const Movements = () => {
  const translate = useTranslate();
  const nameOf = useAccountName();
  const { ledgerAccount, from, to } = useListContext().filterValues as Filter;
  if (ledgerAccount === undefined || ledgerAccount.trim() === '') return null;
  const days = new URLSearchParams({
    ...(from !== undefined && from !== '' && { from }),
    ...(to !== undefined && to !== '' && { to }),
  });
  const path = `ledger/accounts/${encodeURIComponent(ledgerAccount.trim())}?${days.toString()}`;
  const amounts = ['opening', 'debit', 'credit', 'closing'] as const;
  return (
    <Section title={nameOf(ledgerAccount.trim())}>
      <Read<LedgerAccount> path={path}>
        {({ movements }) => (
          <SimpleTable
            name={translate('chobo.ledger.movement')}
            idOf={({ closing }) => closing.currency}
            rows={movements}
            columns={[
              { name: translate('chobo.ledger.currency'), cell: ({ closing }) => closing.currency },
              ...amounts.map((amount) => ({
                name: translate(`chobo.ledger.${amount}`),
                numeric: true,
                cell: (movement: LedgerAccount['movements'][number]) => (
                  <Amount
                    signed={amount === 'opening' || amount === 'closing'}
                    value={movement[amount]}
                  />
                ),
              })),
            ]}
          />
        )}
      </Read>
    </Section>
  );
};

/** Postings of the ledger, newest day first; of one account with its balances above. */
export const LedgerEntryList = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.ledger.${key}`);
  return (
    <ListPage
      above={<Movements />}
      filters={[
        <TextInput
          key="ledgerAccount"
          alwaysOn
          label={word('account')}
          resettable
          source="ledgerAccount"
        />,
        <DateInput key="from" alwaysOn label={word('from')} source="from" />,
        <DateInput key="to" alwaysOn label={word('to')} source="to" />,
        <TextInput key="accountId" label={word('customerAccount')} resettable source="accountId" />,
        <TextInput key="refundId" label={word('refund')} resettable source="refundId" />,
      ]}
      sort={{ field: 'date', order: 'DESC' }}
      titleKey="chobo.ledger.postings"
    >
      <DataTable.Col<LedgerEntry>
        source="transactionNo"
        disableSort
        label={word('transaction')}
        render={({ transactionNo }) => (
          <MuiLink component={Link} to={`/ledger/transactions/${transactionNo}`}>
            {transactionNo}
          </MuiLink>
        )}
      />
      <DataTable.Col<LedgerEntry>
        source="date"
        label={word('date')}
        render={({ date }) => <BusinessDay value={date} />}
      />
      <DataTable.Col<LedgerEntry>
        source="event"
        disableSort
        label={word('cause')}
        render={(entry) => <Cause entry={entry} />}
      />
      <DataTable.Col<LedgerEntry>
        source="ledgerAccount"
        disableSort
        label={word('account')}
        render={({ ledgerAccount }) => <AccountLabel ledgerAccount={ledgerAccount} />}
      />
      <DataTable.Col<LedgerEntry>
        source="debit"
        align="right"
        disableSort
        label={word('debit')}
        render={(entry) => <Side entry={entry} side="debit" />}
      />
      <DataTable.Col<LedgerEntry>
        source="credit"
        align="right"
        disableSort
        label={word('credit')}
        render={(entry) => <Side entry={entry} side="credit" />}
      />
    </ListPage>
  );
};
