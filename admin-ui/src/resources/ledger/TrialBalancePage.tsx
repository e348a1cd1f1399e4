import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router-dom';

import { formatBusinessDate } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount } from '../../parts/values';
import { AccountLabel } from './AccountLabel';
import { postingsAddress } from './accounts';
import type { TrialBalance } from './answers';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const ControlSums = ({ totals }: Pick<TrialBalance, 'totals'>) => {
  const translate = useTranslate();
  const balanced = totals.every(({ difference }) => difference.amount === 0);
  return (
    <>
      <SimpleTable
        name={translate('chobo.ledger.controlSum')}
        idOf={({ debit }) => debit.currency}
        rows={totals}
        columns={[
          { name: translate('chobo.ledger.currency'), cell: ({ debit }) => debit.currency },
          {
            name: translate('chobo.ledger.debit'),
            numeric: true,
            cell: ({ debit }) => <Amount value={debit} />,
          },
          {
            name: translate('chobo.ledger.credit'),
            numeric: true,
            cell: ({ credit }) => <Amount value={credit} />,
          },
          {
            name: translate('chobo.ledger.difference'),
            numeric: true,
            cell: ({ difference }) => <Amount signed value={difference} />,
          },
        ]}
      />
      <Alert severity={balanced ? 'success' : 'error'} sx={{ mt: 2 }}>
        {translate(balanced ? 'chobo.ledger.balanced' : 'chobo.ledger.unbalanced')}
      </Alert>
    </>
  );
};

const Balances = ({ balances, asOf }: Pick<TrialBalance, 'balances' | 'asOf'>) => {
  const translate = useTranslate();
  return (
    <SimpleTable
      name={translate('chobo.ledger.trialBalance')}
      idOf={({ ledgerAccount, balance }) => `${ledgerAccount} ${balance.currency}`}
      rows={balances}
      columns={[
        {
          name: translate('chobo.ledger.account'),
          cell: ({ ledgerAccount }) => (
            <MuiLink component={Link} to={postingsAddress(ledgerAccount, asOf)}>
              <AccountLabel ledgerAccount={ledgerAccount} />
            </MuiLink>
          ),
        },
        {
          name: translate('chobo.ledger.debit'),
          numeric: true,
          cell: ({ debit }) => <Amount value={debit} />,
        },
        {
          name: translate('chobo.ledger.credit'),
          numeric: true,
          cell: ({ credit }) => <Amount value={credit} />,
        },
        {
          name: translate('chobo.ledger.balance'),
          numeric: true,
          cell: ({ balance }) => <Amount signed value={balance} />,
        },
      ]}
    />
  );
};

/** Every ledger account at the end of a day, with the proof that both sides are the same. */
export const TrialBalancePage = () => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('asOf') ?? '';
  const asOf = DATE.test(asked) ? asked : null;
  const title =
    asOf === null
      ? translate('chobo.ledger.trialBalance')
      : translate('chobo.ledger.trialBalanceOf', { date: formatBusinessDate(asOf, locale) });
  return (
    <>
      <PageTitle title={title} />
      <Stack
        className="no-print"
        direction="row"
        sx={{ flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}
      >
        <TextField
          fullWidth={false}
          helperText={translate('chobo.ledger.asOfHelp')}
          label={translate('chobo.ledger.asOf')}
          onChange={({ target }) => setSearch(target.value === '' ? {} : { asOf: target.value })}
          size="small"
          slotProps={{ inputLabel: { shrink: true } }}
          type="date"
          value={asOf ?? ''}
        />
        <PrintButton />
        <MuiLink component={Link} to="/ledger-entries">
          {translate('chobo.ledger.allPostings')}
        </MuiLink>
      </Stack>
      <Read<TrialBalance> path={`ledger/trial-balance${asOf === null ? '' : `?asOf=${asOf}`}`}>
        {({ balances, totals }) =>
          balances.length === 0 ? (
            <EmptyState text={translate('chobo.ledger.nothingPosted')} />
          ) : (
            <>
              <Section title={translate('chobo.ledger.controlSum')}>
                <ControlSums totals={totals} />
              </Section>
              <Section title={translate('chobo.ledger.balances')}>
                <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
                  {translate('chobo.ledger.signs')}
                </Typography>
                <Box>
                  <Balances asOf={asOf} balances={balances} />
                </Box>
              </Section>
            </>
          )
        }
      </Read>
    </>
  );
};
