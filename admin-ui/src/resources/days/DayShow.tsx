import MuiLink from '@mui/material/Link';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import type { Break, Day, Page } from '../../api/answers';
import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate } from '../../parts/formatting';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { StateChip } from '../../parts/StateChip';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import { WorkState } from '../breaks/WorkState';
import { breaksOf } from './figures';

const useWord = (): ((key: string) => string) => {
  const translate = useTranslate();
  return (key) => translate(`chobo.reconciliation.${key}`, { _: key.split('.').at(-1) });
};

const COUNTS = [
  'lines',
  'items',
  'exact',
  'proposed',
  'carriedForward',
  'notExecuted',
  'alreadySeen',
] as const;

const Figures = ({ day }: { readonly day: Day }) => {
  const word = useWord();
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const figure = (count: number | null | undefined): string =>
    count === null || count === undefined ? '–' : count.toLocaleString(locale);
  return (
    <FactTable
      facts={[
        {
          label: word('state'),
          value: <StateChip state={day.state} label={word(`states.${day.state}`)} />,
        },
        ...COUNTS.map((name) => ({ label: word(name), value: figure(day.counts?.[name]) })),
        { label: word('breakCount'), value: figure(breaksOf(day)) },
        {
          label: word('controlTotals'),
          value: translate(day.controlTotals.tie ? 'chobo.frame.yes' : 'chobo.frame.no'),
        },
        { label: word('acceptedBy'), value: day.acceptedBy },
        { label: word('acceptedAt'), value: <Jst value={day.acceptedAt} /> },
        { label: word('matchedAt'), value: <Jst value={day.matchedAt} /> },
      ]}
    />
  );
};

const Breaks = ({ rows }: { readonly rows: readonly Break[] }) => {
  const word = useWord();
  if (rows.length === 0) return <EmptyState text={word('noBreaks')} />;
  return (
    <SimpleTable
      name={word('breaksOfDay')}
      idOf={({ id }) => id}
      rows={rows}
      columns={[
        { name: word('kind'), cell: ({ kind }) => word(`kinds.${kind}`) },
        {
          name: word('difference'),
          numeric: true,
          cell: ({ difference }) => <Amount signed value={difference} />,
        },
        { name: word('detail'), cell: ({ detail }) => <span lang="en">{detail}</span> },
        {
          name: word('work'),
          cell: ({ work }) => <WorkState work={work} />,
        },
      ]}
    />
  );
};

/** A day: what its current run came to, in figures and break by break. */
export const DayShow = () => {
  const translate = useTranslate();
  const word = useWord();
  const [locale] = useLocaleState();
  const { id = '' } = useParams();
  const source = id.slice(0, -11);
  const date = id.slice(-10);
  const shown = /^\d{4}-\d{2}-\d{2}$/.test(date) ? formatBusinessDate(date, locale) : date;
  const path = `reconciliation-days/${encodeURIComponent(id)}`;
  const filter = encodeURIComponent(JSON.stringify({ source, date }));
  return (
    <>
      <PageTitle title={translate('chobo.reconciliation.day', { source, date: shown })} />
      <Read<Day> path={path}>
        {(day) => (
          <>
            <Section title={word('figures')}>
              <Figures day={day} />
            </Section>
            <Section title={word('breaksOfDay')}>
              <Read<Page<Break>> path={`${path}/breaks?limit=100`}>
                {({ data, pageInfo }) => (
                  <>
                    <Breaks rows={data} />
                    {pageInfo.hasNextPage && (
                      <MuiLink component={Link} to={`/breaks?filter=${filter}`}>
                        {word('allBreaksOfDay')}
                      </MuiLink>
                    )}
                  </>
                )}
              </Read>
            </Section>
          </>
        )}
      </Read>
    </>
  );
};
