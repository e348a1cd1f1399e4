import { DataTable, SelectInput, useTranslate } from 'react-admin';

import { BREAK_KINDS } from '@chobo/domain/break/kinds';

import type { Break } from '../../api/answers';
import { ListPage } from '../../parts/ListPage';
import { Amount } from '../../parts/values';
import { DayLink } from '../days/DayLink';
import { WorkState } from './WorkState';
import { WORK_STATES } from './workStates';

/** Breaks over days and sources: the work list. */
export const BreakList = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.reconciliation.${key}`);
  const all = translate('chobo.frame.all');
  return (
    <ListPage
      titleKey="chobo.frame.breaks"
      sort={{ field: 'date', order: 'DESC' }}
      filters={[
        <SelectInput
          key="kind"
          alwaysOn
          choices={BREAK_KINDS.map((id) => ({ id, name: word(`kinds.${id}`) }))}
          emptyText={all}
          label={word('kind')}
          source="kind"
        />,
        <SelectInput
          key="workStatus"
          alwaysOn
          choices={WORK_STATES.map((id) => ({ id, name: word(`workStates.${id}`) }))}
          emptyText={all}
          label={word('work')}
          source="workStatus"
        />,
      ]}
    >
      <DataTable.Col<Break>
        source="date"
        label={word('date')}
        render={({ source, date }) => <DayLink source={source} date={date} />}
      />
      <DataTable.Col<Break> source="source" disableSort label={word('source')} />
      <DataTable.Col<Break>
        source="kind"
        disableSort
        label={word('kind')}
        render={({ kind }) => word(`kinds.${kind}`)}
      />
      <DataTable.Col<Break>
        source="difference"
        align="right"
        disableSort
        label={word('difference')}
        render={({ difference }) => <Amount signed value={difference} />}
      />
      <DataTable.Col<Break>
        source="detail"
        disableSort
        label={word('detail')}
        render={({ detail }) => <span lang="en">{detail}</span>}
      />
      <DataTable.Col<Break>
        source="work"
        disableSort
        label={word('work')}
        render={({ work }) => <WorkState work={work} />}
      />
    </ListPage>
  );
};
