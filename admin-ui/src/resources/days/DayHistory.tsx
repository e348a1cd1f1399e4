import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import type { Day } from '../../api/answers';
import { Person, useNameOf } from '../../parts/Person';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Jst } from '../../parts/values';
import type { HistoryEntry } from './answers';
import { breaksOf, formatRate, matchRateOf } from './figures';
import { useWord } from './useWord';

/** Who did what with a day, the first first, with the reasons that they gave. */
export const DayHistory = ({ entries }: { readonly entries: readonly HistoryEntry[] }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const sentence = ({ what, actor, runId, version, supersedes }: HistoryEntry): string =>
    word(`whatHappened.${what === 'accepted' && supersedes !== null ? 'superseded' : what}`, {
      name: nameOf(actor),
      run: runId ?? '–',
      version: version ?? '–',
    });
  return (
    <Box component="ol" sx={{ m: 0, pl: 3 }}>
      {entries.map((entry) => (
        <Box component="li" key={entry.revision} sx={{ mb: 1 }}>
          {sentence(entry)}{' '}
          <Typography color="text.secondary" component="span" variant="body2">
            <Jst value={entry.at} />
          </Typography>
          {entry.text !== null && (
            <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} variant="body2">
              {word('reasonGiven', { text: entry.text })}
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  );
};

type Run = HistoryEntry & { readonly counts: NonNullable<Day['counts']> };

const isRun = (entry: HistoryEntry): entry is Run =>
  entry.what === 'matched' && entry.counts !== null;

/** Each run of a day with what it came to, the latest first. */
export const Runs = ({ entries }: { readonly entries: readonly HistoryEntry[] }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const runs = entries.filter(isRun).toReversed();
  if (runs.length === 0) return <EmptyState text={word('noRuns')} />;
  const number = (value: number | null): string => value?.toLocaleString(locale) ?? '–';
  return (
    <SimpleTable
      columns={[
        { name: word('run'), cell: ({ runId }) => runId },
        { name: word('at'), cell: ({ at }) => <Jst value={at} /> },
        { name: word('by'), cell: ({ actor }) => <Person actor={actor} /> },
        { name: word('lines'), numeric: true, cell: ({ counts }) => number(counts.lines) },
        { name: word('items'), numeric: true, cell: ({ counts }) => number(counts.items) },
        { name: word('exact'), numeric: true, cell: ({ counts }) => number(counts.exact) },
        { name: word('proposed'), numeric: true, cell: ({ counts }) => number(counts.proposed) },
        { name: word('breakCount'), numeric: true, cell: (run) => number(breaksOf(run)) },
        {
          name: word('matchRate'),
          numeric: true,
          cell: (run) => formatRate(matchRateOf(run), locale),
        },
      ]}
      idOf={({ revision }) => String(revision)}
      name={word('runs')}
      rows={runs}
    />
  );
};
