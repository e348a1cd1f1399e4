import { DataTable, DateInput, SelectInput, TextInput, useTranslate } from 'react-admin';

import { ListPage } from '../../parts/ListPage';
import { Person, useNames } from '../../parts/Person';
import { Amount, Jst } from '../../parts/values';
import { ActDetails } from './ActDetails';
import type { Act } from './answers';
import { ACT_KINDS } from './kinds';
import { SubjectLink } from './SubjectLink';

/** Words of CJK scripts break anywhere: short cells stay whole, and the table scrolls. */
const oneLine = { whiteSpace: 'nowrap' } as const;

/** What people have done, newest first. */
export const AuditList = () => {
  const translate = useTranslate();
  const names = useNames();
  const word = (key: string): string => translate(`chobo.audit.${key}`);
  const all = translate('chobo.frame.all');
  return (
    <ListPage
      filters={[
        <SelectInput
          key="actor"
          alwaysOn
          choices={[...names].map(([login, name]) => ({ id: `user:${login}`, name }))}
          emptyText={all}
          label={word('who')}
          source="actor"
          translateChoice={false}
        />,
        <SelectInput
          key="kind"
          alwaysOn
          choices={ACT_KINDS.map((id) => ({ id, name: word(`acts.${id}`) }))}
          emptyText={all}
          label={word('kind')}
          source="kind"
        />,
        <TextInput
          key="subject"
          alwaysOn
          helperText={word('subjectHelp')}
          label={word('subject')}
          resettable
          source="subject"
        />,
        <DateInput key="from" alwaysOn label={word('from')} source="from" />,
        <DateInput key="to" alwaysOn label={word('to')} source="to" />,
      ]}
      sort={{ field: 'at', order: 'DESC' }}
      titleKey="chobo.audit.title"
    >
      <DataTable.Col<Act> label={word('at')} render={({ at }) => <Jst value={at} />} source="at" />
      <DataTable.Col<Act>
        disableSort
        label={word('who')}
        render={({ actor }) => (actor === null ? word('nobody') : <Person actor={actor} />)}
        source="actor"
        sx={oneLine}
      />
      <DataTable.Col<Act>
        disableSort
        label={word('act')}
        render={({ kind }) => word(`acts.${kind}`)}
        source="kind"
        sx={oneLine}
      />
      <DataTable.Col<Act>
        disableSort
        label={word('on')}
        render={({ subject }) => <SubjectLink subject={subject} />}
        source="subject"
        sx={oneLine}
      />
      <DataTable.Col<Act>
        align="right"
        disableSort
        label={word('amount')}
        render={({ amount }) => <Amount value={amount} />}
        source="amount"
      />
      <DataTable.Col<Act>
        disableSort
        label={word('more')}
        render={(act) => <ActDetails act={act} />}
        source="event"
        sx={oneLine}
      />
    </ListPage>
  );
};
