import Box from '@mui/material/Box';
import { DataTable, DateInput, SelectInput, TextInput, useTranslate } from 'react-admin';

import { ListPage } from '../../parts/ListPage';
import { useMay } from '../../parts/May';
import { Person } from '../../parts/Person';
import { useNow } from '../../parts/useNow';
import { Amount, Jst } from '../../parts/values';
import { REFUND_STATES, type Refund } from './answers';
import { firstQueueOf } from './queues';
import { QueueSwitch } from './QueueSwitch';
import { RefundLink } from './RefundLink';
import { RefundState } from './RefundState';
import { useWord } from './useWord';
import { WaitsFor, WaitsSince } from './WaitsFor';

/** The queue of refunds: what waits for whom, and what became of the others. */
export const RefundList = () => {
  const word = useWord();
  const translate = useTranslate();
  const nowMs = useNow();
  const first = firstQueueOf(useMay());
  return (
    <>
      <ListPage
        above={<QueueSwitch />}
        filter={first.filter}
        filters={[
          <SelectInput
            key="state"
            alwaysOn
            choices={REFUND_STATES.map((id) => ({ id, name: word(`states.${id}`) }))}
            emptyText={translate('chobo.frame.all')}
            label={word('state')}
            source="state"
          />,
          <TextInput key="topUpId" label={word('topUp')} source="topUpId" />,
          <TextInput key="accountId" label={word('account')} source="accountId" />,
          <DateInput key="from" label={word('from')} source="from" />,
          <DateInput key="to" label={word('to')} source="to" />,
        ]}
        // What decides comes first; the page of a refund tells the rest.
        hidden={['payback', 'reasonClass']}
        sort={{ field: 'requestedAt', order: first.order }}
        titleKey="chobo.refunds.title"
      >
        <DataTable.Col<Refund>
          label={word('refund')}
          render={({ id }) => <RefundLink id={id} />}
          source="refundId"
        />
        <DataTable.Col<Refund>
          disableSort
          label={word('state')}
          render={({ state }) => <RefundState state={state} />}
          source="state"
        />
        <DataTable.Col<Refund>
          disableSort
          label={word('waitsFor.label')}
          render={(refund) => <WaitsFor refund={refund} />}
          source="approverRole"
        />
        <DataTable.Col<Refund>
          disableSort
          label={word('waitsSince')}
          render={({ waitsSince }) => <WaitsSince nowMs={nowMs} since={waitsSince} />}
          source="waitsSince"
        />
        <DataTable.Col<Refund>
          align="right"
          label={word('value')}
          render={({ value }) => <Amount value={value} />}
          source="value"
        />
        <DataTable.Col<Refund>
          align="right"
          disableSort
          label={word('payback')}
          render={({ payback }) => <Amount value={payback} />}
          source="payback"
        />
        <DataTable.Col<Refund>
          disableSort
          label={word('reasonClass')}
          render={({ reasonClass }) => (
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {word(`reasonClasses.${reasonClass}`)}
            </Box>
          )}
          source="reasonClass"
        />
        <DataTable.Col<Refund>
          disableSort
          label={word('requestedBy')}
          render={({ requestedBy }) => <Person actor={requestedBy} />}
          source="requestedBy"
        />
        <DataTable.Col<Refund>
          label={word('requestedAt')}
          render={({ requestedAt }) => <Jst value={requestedAt} />}
          source="requestedAt"
        />
      </ListPage>
    </>
  );
};
