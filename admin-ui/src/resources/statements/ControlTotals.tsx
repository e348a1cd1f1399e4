import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import Box from '@mui/material/Box';
import { useLocaleState, useTranslate } from 'react-admin';

import { formatControlFigure } from '../../parts/formatting';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import type { ControlTotals as Totals } from './answers';

/** What the file says of itself beside what was counted in it. */
export const ControlTotals = ({ totals }: { readonly totals: Totals }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  if (totals.checks.length === 0) return <EmptyState text={word('noTotals')} />;
  return (
    <SimpleTable
      columns={[
        {
          name: word('total'),
          cell: ({ name }) => translate(`chobo.statements.totals.${name}`, { _: name }),
        },
        {
          name: word('theirs'),
          numeric: true,
          cell: (check) => formatControlFigure(check.stated, check, locale),
        },
        {
          name: word('ours'),
          numeric: true,
          cell: (check) => formatControlFigure(check.found, check, locale),
        },
        {
          name: word('totalDifference'),
          numeric: true,
          cell: (check) =>
            formatControlFigure(check.stated - check.found, check, locale, { signed: true }),
        },
        {
          name: word('ties'),
          cell: ({ stated, found }) => (
            <Tie label={word(stated === found ? 'tie' : 'untied')} tie={stated === found} />
          ),
        },
      ]}
      idOf={({ name }) => name}
      name={word('controlTotals')}
      rows={totals.checks}
    />
  );
};

/** Said by sign and word, not by colour alone. */
const Tie = ({ tie, label }: { readonly tie: boolean; readonly label: string }) => (
  <Box
    component="span"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 0.5,
      whiteSpace: 'nowrap',
      color: tie ? 'success.main' : 'error.main',
    }}
  >
    {tie ? <CheckCircleOutlined fontSize="small" /> : <ErrorOutlined fontSize="small" />}
    {label}
  </Box>
);
