import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { useMay } from '../../parts/May';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Jst } from '../../parts/values';
import { AccountLabel } from '../ledger/AccountLabel';
import type { LedgerEntry } from '../ledger/answers';
import { Side } from '../ledger/Side';
import { useWord } from './useWord';

/** What a refund has posted; each line leads to its transaction for those who may read the ledger. */
export const Postings = ({ entries }: { readonly entries: readonly LedgerEntry[] }) => {
  const word = useWord();
  const translate = useTranslate();
  const mayReadLedger = useMay()('ledger:read');
  if (entries.length === 0) return <EmptyState text={word('noPostings')} />;
  return (
    <SimpleTable
      columns={[
        {
          name: translate('chobo.ledger.transaction'),
          cell: ({ transactionNo }) =>
            mayReadLedger ? (
              <MuiLink component={Link} to={`/ledger/transactions/${transactionNo}`}>
                {transactionNo}
              </MuiLink>
            ) : (
              transactionNo
            ),
        },
        { name: translate('chobo.ledger.date'), cell: ({ at }) => <Jst value={at} /> },
        {
          name: translate('chobo.ledger.cause'),
          cell: ({ event: { type } }) => translate(`chobo.ledger.causes.${type}`, { _: type }),
        },
        {
          name: translate('chobo.ledger.account'),
          cell: ({ ledgerAccount }) => <AccountLabel ledgerAccount={ledgerAccount} />,
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
      idOf={({ transactionNo, entryNo }) => `${transactionNo} ${entryNo}`}
      name={word('postings')}
      rows={entries}
    />
  );
};
