import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { useLocaleState, useTranslate } from 'react-admin';

import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate } from '../../parts/formatting';
import { FIGURES } from '../days/figures';
import type { Counts } from './answers';

/** What matching comes to, in figures, breaks by kind. */
export const MatchingFigures = ({ counts }: { readonly counts: Counts }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const word = (key: string): string =>
    translate(`chobo.reconciliation.${key}`, { _: key.split('.').at(-1) ?? key });
  const number = (value: number): string => value.toLocaleString(locale);
  const breaks = Object.entries(counts.breaks);
  const total = breaks.reduce((sum, [, count]) => sum + count, 0);
  return (
    <FactTable
      facts={[
        ...FIGURES.map((name) => ({ label: word(name), value: number(counts[name]) })),
        { label: word('breakCount'), value: number(total) },
        ...breaks.map(([kind, count]) => ({ label: word(`kinds.${kind}`), value: number(count) })),
      ]}
    />
  );
};

/** Breaks of earlier days that a file settles, day by day. */
export const Settles = ({
  settles,
  titleKey,
}: {
  readonly settles: readonly { readonly date: string; readonly count: number }[];
  readonly titleKey: string;
}) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  if (settles.length === 0) return null;
  return (
    <Alert severity="success" sx={{ mt: 2 }}>
      <AlertTitle>{translate(titleKey)}</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {settles.map(({ date, count }) => (
          <li key={date}>
            {translate('chobo.statements.settled', {
              smart_count: count,
              count: count.toLocaleString(locale),
              date: formatBusinessDate(date, locale),
            })}
          </li>
        ))}
      </Box>
    </Alert>
  );
};
