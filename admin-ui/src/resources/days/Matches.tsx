import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import type { Day } from '../../api/answers';
import { MoreRows } from '../../parts/MoreRows';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, BusinessDay } from '../../parts/values';
import { pathOf, type Match } from './answers';
import { useWord } from './useWord';

/** Rows at a time. */
const ROWS = 25;

/** Lines that agree with an item of ours in everything; all of them as a file. */
export const Matches = ({ day }: { readonly day: Day }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const filter = encodeURIComponent('{"confirmed":true}');
  const path = `${pathOf(day)}/matches?filter=${filter}`;
  const all = (day.counts?.exact ?? 0) + (day.counts?.carriedForward ?? 0);
  if (all === 0) return <EmptyState text={word('noMatches')} />;
  return (
    <MoreRows<Match> limit={ROWS} path={path}>
      {(rows) => (
        <>
          <Typography sx={{ mb: 1 }} variant="body2">
            {word('shownOf', {
              shown: rows.length.toLocaleString(locale),
              all: all.toLocaleString(locale),
            })}{' '}
            <Button
              className="no-print"
              download
              href={`/api/v1/${pathOf(day)}/matches.csv?filter=${filter}`}
              size="small"
            >
              {word('download')}
            </Button>
          </Typography>
          <SimpleTable
            columns={[
              { name: word('line'), numeric: true, cell: ({ fileLine }) => fileLine },
              { name: word('item'), cell: ({ item }) => item },
              { name: word('itemDate'), cell: ({ itemDate }) => <BusinessDay value={itemDate} /> },
              { name: word('card'), cell: ({ card }) => card },
              {
                name: word('amount'),
                numeric: true,
                cell: ({ amount }) => <Amount value={amount} />,
              },
            ]}
            idOf={({ fileLine }) => String(fileLine)}
            name={word('matches')}
            rows={rows}
          />
        </>
      )}
    </MoreRows>
  );
};
