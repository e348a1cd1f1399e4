import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import type { Day } from '../../api/answers';
import { FactTable } from '../../parts/FactTable';
import { MoreRows } from '../../parts/MoreRows';
import { formatInstant } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { PrintButton } from '../../parts/PrintButton';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Jst } from '../../parts/values';
import type { ListedBreak } from '../breaks/answers';
import type { Proposal } from '../breaks/answers';
import { ControlTotals } from '../statements/ControlTotals';
import { pathOf, type HistoryEntry, type OpenWork } from './answers';
import { Blockers } from './Blockers';
import { BreakTable, ProposalTable } from './DayBreaks';
import { DayHistory, Runs } from './DayHistory';
import { breaksOf, FIGURES, formatRate, matchRateOf } from './figures';
import { Matches } from './Matches';
import { Signing } from './Signing';
import { useDayName } from './useDayName';
import { useWord } from './useWord';

/** Rows of a list on the page, and on paper, before more are asked for: all of most days. */
const ROWS = 200;

const Figures = ({ day }: { readonly day: Day }) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const figure = (count: number | null | undefined): string =>
    count === null || count === undefined ? '–' : count.toLocaleString(locale);
  return (
    <>
      <FactTable
        facts={[
          { label: word('matchRate'), value: formatRate(matchRateOf(day), locale) },
          ...FIGURES.map((name) => ({ label: word(name), value: figure(day.counts?.[name]) })),
          { label: word('breakCount'), value: figure(breaksOf(day)) },
          { label: word('acceptedBy'), value: <Person actor={day.acceptedBy} /> },
          { label: word('acceptedAt'), value: <Jst value={day.acceptedAt} /> },
          { label: word('matchedAt'), value: <Jst value={day.matchedAt} /> },
          { label: word('reviewedBy'), value: <Person actor={day.reviewedBy} /> },
          { label: word('closedBy'), value: <Person actor={day.closedBy} /> },
        ]}
      />
      <Typography color="text.secondary" sx={{ mt: 1 }} variant="body2">
        {word('matchRateHelp')}
      </Typography>
      <MuiLink
        className="no-print"
        component={Link}
        to={`/statements/${encodeURIComponent(day.statementId)}/show`}
      >
        {word('openFile')}
      </MuiLink>
    </>
  );
};

const filterText = (filter: object): string => encodeURIComponent(JSON.stringify(filter));

const DayPage = ({ day, work }: { readonly day: Day; readonly work: OpenWork }) => {
  const word = useWord();
  const { source, date, state } = day;
  const path = pathOf(day);
  const proposals = filterText({ source, from: date, to: date });
  return (
    <>
      <Section title={word('next.title')}>
        <Signing day={day} work={work} />
      </Section>
      {state !== 'closed' && (
        <Section title={word('blockers.title')}>
          <Blockers day={day} work={work} />
        </Section>
      )}
      <Section title={word('figures')}>
        <Figures day={day} />
      </Section>
      <Section title={word('controlTotals')}>
        <ControlTotals totals={day.controlTotals} />
      </Section>
      <Section title={word('breaksOfDay')}>
        <MoreRows<ListedBreak> limit={ROWS} path={`${path}/breaks`}>
          {(rows) => <BreakTable empty={word('noBreaks')} name={word('breaksOfDay')} rows={rows} />}
        </MoreRows>
      </Section>
      <Section title={word('proposalsOfDay')}>
        <MoreRows<Proposal> limit={ROWS} path={`proposals?filter=${proposals}`}>
          {(rows) => <ProposalTable rows={rows} />}
        </MoreRows>
      </Section>
      <Section title={word('waiting')}>
        <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
          {word('waitingHelp')}
        </Typography>
        <MoreRows<ListedBreak>
          limit={ROWS}
          path={`${path}/breaks?filter=${filterText({ kind: 'timing' })}`}
        >
          {(rows) => <BreakTable empty={word('noWaiting')} name={word('waiting')} rows={rows} />}
        </MoreRows>
      </Section>
      <Section title={word('settledHere')}>
        <MoreRows<ListedBreak> limit={ROWS} path={`${path}/settled-breaks`}>
          {(rows) => (
            <BreakTable
              empty={word('noSettled')}
              name={word('settledHere')}
              ofOtherDays
              rows={rows}
            />
          )}
        </MoreRows>
      </Section>
      <Section title={word('matches')}>
        <Matches day={day} />
      </Section>
      <Read<{ readonly entries: readonly HistoryEntry[] }> path={`${path}/history`}>
        {({ entries }) => (
          <>
            <Section title={word('runs')}>
              <Runs entries={entries} />
            </Section>
            <Section title={word('history')}>
              <DayHistory entries={entries} />
            </Section>
          </>
        )}
      </Read>
    </>
  );
};

/** A day: where it stands, what its current run came to, and everything that was done with it. */
export const DayShow = () => {
  const word = useWord();
  const [locale] = useLocaleState();
  const nameOf = useDayName();
  const { id = '' } = useParams();
  const source = id.slice(0, -11);
  const date = id.slice(-10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date);
  const path = `reconciliation-days/${encodeURIComponent(id)}`;
  return (
    <>
      <PageTitle title={isDay ? nameOf({ source, date }) : id} />
      <Box className="no-print" sx={{ display: 'flex', justifyContent: 'flex-end' }}>
        <PrintButton />
      </Box>
      <Typography sx={{ display: 'none', '@media print': { display: 'block' } }} variant="body2">
        {word('printed', { at: formatInstant(new Date().toISOString(), locale) })}
      </Typography>
      <Read<Day> path={path}>
        {(day) => (
          <Read<OpenWork> path={`${path}/open-work`}>
            {(work) => <DayPage day={day} work={work} />}
          </Read>
        )}
      </Read>
    </>
  );
};
