import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { DataTable, DateInput, SelectInput, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { ListPage } from '../../parts/ListPage';
import { May } from '../../parts/May';
import { Person } from '../../parts/Person';
import { StateChip } from '../../parts/StateChip';
import { Jst } from '../../parts/values';
import { DayLink } from '../days/DayLink';
import { STATEMENT_STATES, type Statement } from './answers';
import { useNamed } from '../catalogue/useNamed';

/** Files received, newest first. */
export const StatementList = () => {
  const translate = useTranslate();
  const { choices, nameOf } = useNamed('source');
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  return (
    <>
      <May permission="statements:receive">
        <Button
          component={Link}
          sx={{ mb: 1, alignSelf: 'flex-start' }}
          to="/statements/upload"
          variant="contained"
        >
          {word('upload.title')}
        </Button>
      </May>
      <ListPage
        filters={[
          <SelectInput
            key="source"
            alwaysOn
            choices={[...choices]}
            emptyText={translate('chobo.frame.all')}
            label={word('source')}
            source="source"
          />,
          <SelectInput
            key="state"
            alwaysOn
            choices={STATEMENT_STATES.map((id) => ({ id, name: word(`states.${id}`) }))}
            emptyText={translate('chobo.frame.all')}
            label={word('state')}
            source="state"
          />,
          <DateInput key="from" alwaysOn label={word('from')} source="from" />,
          <DateInput key="to" alwaysOn label={word('to')} source="to" />,
        ]}
        sort={{ field: 'receivedAt', order: 'DESC' }}
        titleKey="chobo.statements.title"
      >
        <DataTable.Col<Statement>
          label={word('fileName')}
          render={({ id, fileName }) => (
            <MuiLink component={Link} to={`/statements/${encodeURIComponent(id)}/show`}>
              {fileName}
            </MuiLink>
          )}
          source="fileName"
        />
        <DataTable.Col<Statement>
          label={word('source')}
          render={({ source }) => nameOf(source)}
          source="source"
        />
        <DataTable.Col<Statement>
          label={word('date')}
          render={({ source, date }) => <DayLink date={date} source={source} />}
          source="date"
        />
        <DataTable.Col<Statement>
          disableSort
          label={word('state')}
          render={({ state }) => <StateChip label={word(`states.${state}`)} state={state} />}
          source="state"
        />
        <DataTable.NumberCol<Statement> disableSort label={word('lines')} source="lines" />
        <DataTable.NumberCol<Statement>
          disableSort
          label={word('problemCount')}
          source="problemCount"
        />
        <DataTable.Col<Statement>
          label={word('receivedAt')}
          render={({ receivedAt }) => <Jst value={receivedAt} />}
          source="receivedAt"
        />
        <DataTable.Col<Statement>
          disableSort
          label={word('receivedBy')}
          render={({ receivedBy }) => <Person actor={receivedBy} />}
          source="receivedBy"
        />
      </ListPage>
    </>
  );
};
