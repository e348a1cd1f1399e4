import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link } from 'react-router-dom';

import { formatInstant } from '../../parts/formatting';
import { SimpleTable } from '../../parts/SimpleTable';
import { StateChip } from '../../parts/StateChip';
import { EmptyState } from '../../parts/states';
import { BusinessDay } from '../../parts/values';
import { breaksPath } from '../days/answers';
import { DayLink } from '../days/DayLink';
import { formatRate, rateOf } from '../days/figures';
import { useWord as useDayWord } from '../days/useWord';
import type { BoardDay, Reconciliation } from './answers';
import { Sums } from './Sums';
import { useWord } from './useWord';

const isWithoutFile = ({ state }: BoardDay): boolean => state === 'awaited' || state === 'missing';

const State = ({ day }: { readonly day: BoardDay }) => {
  const word = useWord();
  const dayWord = useDayWord();
  const [locale] = useLocaleState();
  const { state, expectedAt } = day;
  return (
    <>
      <StateChip
        label={isWithoutFile(day) ? word(`states.${state}`) : dayWord(`states.${state}`)}
        state={state}
      />
      {expectedAt !== null && (
        <Typography component="div" sx={{ whiteSpace: 'nowrap' }} variant="body2">
          {word('dueAt', { at: formatInstant(expectedAt, locale) })}
        </Typography>
      )}
    </>
  );
};

/** Days of all sources, newest first, each with the way to it and to its open breaks. */
export const Board = ({ part }: { readonly part: Reconciliation }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const names = new Map(part.sources.map(({ id, name }) => [id, name[locale] ?? name['en'] ?? id]));
  if (part.days.length === 0) return <EmptyState text={word('noDays')} />;
  return (
    <>
      <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
        {word('boardHelp')}
      </Typography>
      <SimpleTable
        columns={[
          {
            name: word('date'),
            cell: (day) =>
              isWithoutFile(day) ? (
                <BusinessDay value={day.date} />
              ) : (
                <DayLink date={day.date} source={day.source} />
              ),
          },
          {
            name: word('source'),
            short: true,
            cell: ({ source }) => names.get(source) ?? source,
          },
          { name: word('state'), cell: (day) => <State day={day} /> },
          {
            name: word('matchRate'),
            numeric: true,
            cell: ({ matched, executed }) => formatRate(rateOf(matched, executed), locale),
          },
          {
            name: word('openBreaks'),
            numeric: true,
            cell: ({ source, date, openBreaks }) =>
              openBreaks === 0 ? (
                '0'
              ) : (
                <MuiLink
                  component={Link}
                  to={breaksPath({ state: 'unresolved', source, from: date, to: date })}
                >
                  {openBreaks.toLocaleString(locale)}
                </MuiLink>
              ),
          },
          {
            name: word('atRisk'),
            numeric: true,
            cell: ({ atRisk }) => (atRisk.length === 0 ? '–' : <Sums values={atRisk} />),
          },
          {
            name: word('totals'),
            cell: (day) => (isWithoutFile(day) ? '–' : word(day.totalsTie ? 'tie' : 'differ')),
          },
        ]}
        idOf={({ source, date }) => `${source} ${date}`}
        name={word('board')}
        rows={part.days}
      />
      {part.hasMoreDays && <Typography sx={{ mt: 1 }}>{word('moreDays')}</Typography>}
      <MuiLink component={Link} sx={{ display: 'inline-block', mt: 1 }} to="/reconciliation-days">
        {word('allDays')}
      </MuiLink>
    </>
  );
};
