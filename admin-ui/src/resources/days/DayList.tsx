import { DataTable, SelectInput, useTranslate } from 'react-admin';

import type { Day } from '../../api/answers';
import { ListPage } from '../../parts/ListPage';
import { StateChip } from '../../parts/StateChip';
import { DayLink } from './DayLink';
import { breaksOf } from './figures';

const STATES = ['open', 'matched', 'reviewed', 'closed', 'reopened'] as const;

/** Days that have a file, newest first. */
export const DayList = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.reconciliation.${key}`);
  return (
    <ListPage
      titleKey="chobo.frame.days"
      sort={{ field: 'date', order: 'DESC' }}
      filters={[
        <SelectInput
          key="state"
          alwaysOn
          choices={STATES.map((id) => ({ id, name: word(`states.${id}`) }))}
          emptyText={translate('chobo.frame.all')}
          label={word('state')}
          source="state"
        />,
      ]}
    >
      <DataTable.Col<Day>
        source="date"
        label={word('date')}
        render={({ source, date }) => <DayLink source={source} date={date} />}
      />
      <DataTable.Col<Day> source="source" disableSort label={word('source')} />
      <DataTable.Col<Day>
        source="state"
        disableSort
        label={word('state')}
        render={({ state }) => <StateChip state={state} label={word(`states.${state}`)} />}
      />
      <DataTable.NumberCol<Day> source="counts.lines" disableSort label={word('lines')} />
      <DataTable.NumberCol<Day> source="counts.exact" disableSort label={word('exact')} />
      <DataTable.Col<Day>
        source="counts.breaks"
        align="right"
        disableSort
        label={word('breakCount')}
        render={(day) => breaksOf(day) ?? '–'}
      />
    </ListPage>
  );
};
