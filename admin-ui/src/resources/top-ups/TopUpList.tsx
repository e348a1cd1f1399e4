import MuiLink from '@mui/material/Link';
import { DataTable, DateInput, SelectInput, TextInput, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { ListPage } from '../../parts/ListPage';
import { Amount, Jst } from '../../parts/values';
import { CHANNELS, METHODS, TOP_UP_STATES, type TopUp } from './answers';
import { TopUpLink } from './TopUpLink';
import { TopUpState } from './TopUpState';

/** Top-ups over all cards, newest first. */
export const TopUpList = () => {
  const translate = useTranslate();
  const word = (key: string): string =>
    translate(`chobo.topUps.${key}`, { _: key.split('.').at(-1) });
  const all = translate('chobo.frame.all');
  const choices = (group: string, ids: readonly string[]) =>
    ids.map((id) => ({ id, name: word(`${group}.${id}`) }));
  return (
    <ListPage
      filters={[
        <SelectInput
          key="status"
          alwaysOn
          choices={choices('states', TOP_UP_STATES)}
          emptyText={all}
          label={word('status')}
          source="status"
        />,
        <TextInput key="reference" alwaysOn label={word('reference')} source="reference" />,
        <TextInput key="iccid" label={word('iccid')} source="iccid" />,
        <SelectInput
          key="channel"
          choices={choices('channels', CHANNELS)}
          emptyText={all}
          label={word('channel')}
          source="channel"
        />,
        <SelectInput
          key="method"
          choices={choices('methods', METHODS)}
          emptyText={all}
          label={word('method')}
          source="method"
        />,
        <TextInput key="provider" label={word('provider')} source="provider" />,
        <DateInput key="from" label={word('from')} source="from" />,
        <DateInput key="to" label={word('to')} source="to" />,
      ]}
      // What was credited is nearly always what was paid.
      hidden={['value']}
      sort={{ field: 'at', order: 'DESC' }}
      titleKey="chobo.topUps.title"
    >
      <DataTable.Col<TopUp>
        disableSort
        label={word('topUp')}
        render={({ id }) => <TopUpLink id={id} />}
        source="topUpId"
      />
      <DataTable.Col<TopUp>
        disableSort
        label={word('status')}
        render={({ status }) => <TopUpState status={status} />}
        source="status"
      />
      <DataTable.Col<TopUp>
        disableSort
        label={word('iccid')}
        render={({ iccid }) =>
          iccid === null ? (
            '–'
          ) : (
            <MuiLink component={Link} to={`/cards/${iccid}/show`}>
              {iccid}
            </MuiLink>
          )
        }
        source="iccid"
      />
      <DataTable.Col<TopUp>
        align="right"
        label={word('price')}
        render={({ price }) => <Amount value={price} />}
        source="price"
      />
      <DataTable.Col<TopUp>
        align="right"
        disableSort
        label={word('value')}
        render={({ value }) => <Amount value={value} />}
        source="value"
      />
      <DataTable.Col<TopUp>
        disableSort
        label={word('method')}
        render={({ method }) => (method === null ? '–' : word(`methods.${method}`))}
        source="method"
      />
      <DataTable.Col<TopUp>
        label={word('at')}
        render={({ paidAt, requestedAt }) => <Jst value={paidAt ?? requestedAt} />}
        source="at"
      />
    </ListPage>
  );
};
