import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';

import { readAccountName } from './accounts';

/** What a ledger account is called, in words. */
export const useAccountName = (): ((ledgerAccount: string) => string) => {
  const translate = useTranslate();
  return (ledgerAccount) => {
    const { kind, whose } = readAccountName(ledgerAccount);
    return translate(`chobo.ledger.accounts.${kind}`, { _: ledgerAccount, whose });
  };
};

/** A ledger account in words, with its name in the chart below. */
export const AccountLabel = ({ ledgerAccount }: { readonly ledgerAccount: string }) => {
  const nameOf = useAccountName();
  return (
    <Box component="span" sx={{ display: 'inline-block', minWidth: 160 }}>
      {nameOf(ledgerAccount)}
      <Typography
        color="text.secondary"
        component="span"
        sx={{ display: 'block', overflowWrap: 'anywhere' }}
        variant="caption"
      >
        {ledgerAccount}
      </Typography>
    </Box>
  );
};
