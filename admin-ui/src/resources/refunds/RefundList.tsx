import { useQuery } from '@tanstack/react-query';
import { DataTable, DateInput, SelectInput, TextInput, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';

import type { Page } from '../../api/answers';
import { askView } from '../../api/client';
import { ListPage } from '../../parts/ListPage';
import { Person } from '../../parts/Person';
import { Amount, Jst } from '../../parts/values';
import { Shortcut } from '../../shortcuts/Shortcut';
import { REFUND_STATES, type Refund } from './answers';
import { RefundLink } from './RefundLink';
import { RefundState } from './RefundState';
import { useWord } from './useWord';

/** The refund that has waited longest for a decision, other than the one that is open. */
export const useOldestWaiting = (otherThan?: string): string | null => {
  const filter = encodeURIComponent(JSON.stringify({ state: 'requested' }));
  const path = `refunds?filter=${filter}&sort=requestedAt&limit=2`;
  const { data } = useQuery({
    queryKey: ['read', path],
    queryFn: ({ signal }) => askView<Page<Refund>>(path, { signal }),
  });
  return data?.data.find(({ id }) => id !== otherThan)?.id ?? null;
};

const OpenOldest = () => {
  const word = useWord();
  const navigate = useNavigate();
  const oldest = useOldestWaiting();
  if (oldest === null) return null;
  return (
    <Shortcut
      keys="n"
      label={word('openNext')}
      onTrigger={() => void navigate(`/refunds/${encodeURIComponent(oldest)}/show`)}
    />
  );
};

/** The queue of refunds: what waits for whom, and what became of the others. */
export const RefundList = () => {
  const word = useWord();
  const translate = useTranslate();
  return (
    <>
      <OpenOldest />
      <ListPage
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
        sort={{ field: 'requestedAt', order: 'DESC' }}
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
          render={({ reasonClass }) => word(`reasonClasses.${reasonClass}`)}
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
