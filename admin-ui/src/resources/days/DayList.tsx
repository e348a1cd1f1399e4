import Box from '@mui/material/Box';
import { DataTable, DateInput, SelectInput, useLocaleState, useTranslate } from 'react-admin';
import type { ReactElement } from 'react';

import type { Day } from '../../api/answers';
import { ListPage } from '../../parts/ListPage';
import { StateChip } from '../../parts/StateChip';
import { Jst } from '../../parts/values';
import { useNamed } from '../catalogue/useNamed';
import { DayLink } from './DayLink';
import { breaksOf, formatRate, matchRateOf } from './figures';
import { useWord } from './useWord';

const STATES = ['open', 'matched', 'reviewed', 'closed', 'reopened'] as const;

const useFilters = (): ReactElement[] => {
  const word = useWord();
  const all = useTranslate()('chobo.frame.all');
  const { choices: sources } = useNamed('source');
  const totals = [
    { id: true, name: word('totalsTie') },
    { id: false, name: word('totalsDiffer') },
  ];
  const closed = [
    { id: false, name: word('notClosed') },
    { id: true, name: word('states.closed') },
  ];
  const choice = (source: string, label: string, choices: readonly object[]) => (
    <SelectInput
      alwaysOn
      choices={[...choices]}
      emptyText={all}
      key={source}
      label={label}
      source={source}
    />
  );
  return [
    choice(
      'state',
      word('state'),
      STATES.map((id) => ({ id, name: word(`states.${id}`) })),
    ),
    choice('closed', word('closedFilter'), closed),
    choice('source', word('source'), sources),
    choice('totalsTie', word('totalsFilter'), totals),
    <DateInput alwaysOn key="from" label={word('from')} source="from" />,
    <DateInput alwaysOn key="to" label={word('to')} source="to" />,
  ];
};

/** Days that have a file, newest first. */
export const DayList = () => {
  const word = useWord();
  const [locale] = useLocaleState();
  const filters = useFilters();
  const { nameOf } = useNamed('source');
  return (
    <ListPage
      filters={filters}
      hidden={['acceptedAt']}
      sort={{ field: 'date', order: 'DESC' }}
      titleKey="chobo.frame.days"
    >
      <DataTable.Col<Day>
        label={word('date')}
        render={({ source, date }) => <DayLink source={source} date={date} />}
        source="date"
      />
      <DataTable.Col<Day>
        label={word('source')}
        render={({ source }) => (
          <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
            {nameOf(source)}
          </Box>
        )}
        source="source"
      />
      <DataTable.Col<Day>
        label={word('state')}
        render={({ state }) => <StateChip label={word(`states.${state}`)} state={state} />}
        source="state"
      />
      <DataTable.Col<Day>
        align="right"
        disableSort
        label={word('matchRate')}
        render={(day) => formatRate(matchRateOf(day), locale)}
        source="counts.carriedForward"
      />
      <DataTable.NumberCol<Day> disableSort label={word('lines')} source="counts.lines" />
      <DataTable.NumberCol<Day> disableSort label={word('exact')} source="counts.exact" />
      <DataTable.Col<Day>
        align="right"
        disableSort
        label={word('breakCount')}
        render={(day) => breaksOf(day) ?? '–'}
        source="counts.breaks"
      />
      <DataTable.Col<Day>
        disableSort
        label={word('controlTotals')}
        render={({ controlTotals }) => word(controlTotals.tie ? 'totalsTie' : 'totalsDiffer')}
        source="controlTotals.tie"
      />
      <DataTable.Col<Day>
        label={word('acceptedAt')}
        render={({ acceptedAt }) => <Jst value={acceptedAt} />}
        source="acceptedAt"
      />
    </ListPage>
  );
};
