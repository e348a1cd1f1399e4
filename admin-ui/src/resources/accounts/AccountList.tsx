import MuiLink from '@mui/material/Link';
import { DataTable, SelectInput, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import type { Account } from '../../api/answers';
import { ListPage } from '../../parts/ListPage';
import { StateChip } from '../../parts/StateChip';
import { Amount, Jst } from '../../parts/values';
import { useNamed } from '../catalogue/useNamed';

/** Accounts with what they hold, newest first. */
export const AccountList = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  const { choices: brands } = useNamed('brand');
  const { choices: plans } = useNamed('plan');
  return (
    <ListPage
      filters={[
        <SelectInput
          key="brand"
          alwaysOn
          choices={[...brands]}
          emptyText={translate('chobo.frame.all')}
          label={word('brand')}
          source="brand"
        />,
        <SelectInput
          key="plan"
          choices={[...plans]}
          emptyText={translate('chobo.frame.all')}
          label={word('plan')}
          source="plan"
        />,
      ]}
      sort={{ field: 'openedAt', order: 'DESC' }}
      titleKey="chobo.cards.accounts"
    >
      <DataTable.Col<Account>
        label={word('account')}
        render={({ id }) => (
          <MuiLink component={Link} to={`/accounts/${encodeURIComponent(id)}/show`}>
            {id}
          </MuiLink>
        )}
        source="accountId"
      />
      <DataTable.Col<Account>
        disableSort
        label={word('status')}
        render={({ status }) => <StateChip label={word(`statuses.${status}`)} state={status} />}
        source="status"
      />
      <DataTable.Col<Account>
        align="right"
        disableSort
        label={word('paid')}
        render={({ balance }) => <Amount value={balance.paid.available} />}
        source="paid"
      />
      <DataTable.Col<Account>
        align="right"
        disableSort
        label={word('bonus')}
        render={({ balance }) => <Amount value={balance.bonus.available} />}
        source="bonus"
      />
      <DataTable.Col<Account>
        disableSort
        label={word('validUntil')}
        render={({ validUntil }) => <Jst value={validUntil} />}
        source="validUntil"
      />
      <DataTable.Col<Account>
        label={word('openedAt')}
        render={({ openedAt }) => <Jst value={openedAt} />}
        source="openedAt"
      />
    </ListPage>
  );
};
