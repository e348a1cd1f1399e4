import { DataTable, TextInput, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import MuiLink from '@mui/material/Link';

import type { Card } from '../../api/answers';
import { ListPage } from '../../parts/ListPage';
import { Jst } from '../../parts/values';
import { useNamed } from '../catalogue/useNamed';

/** Cards, found by a piece of their number. */
export const CardList = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  const { nameOf: brandName } = useNamed('brand');
  const { nameOf: planName } = useNamed('plan');
  return (
    <ListPage
      titleKey="chobo.frame.cards"
      sort={{ field: 'iccid', order: 'ASC' }}
      filters={[
        <TextInput
          key="fragment"
          alwaysOn
          helperText={word('fragmentHint')}
          inputMode="numeric"
          label={word('fragment')}
          resettable
          source="fragment"
        />,
      ]}
    >
      <DataTable.Col<Card>
        source="iccid"
        label={word('iccid')}
        render={({ iccid }) => (
          <MuiLink component={Link} to={`/cards/${iccid}/show`}>
            {iccid}
          </MuiLink>
        )}
      />
      <DataTable.Col<Card>
        source="brand"
        disableSort
        label={word('brand')}
        render={({ brand }) => brandName(brand)}
      />
      <DataTable.Col<Card>
        source="plan"
        disableSort
        label={word('plan')}
        render={({ plan }) => planName(plan)}
      />
      <DataTable.Col<Card>
        source="registeredAt"
        disableSort
        label={word('registeredAt')}
        render={({ registeredAt }) => <Jst value={registeredAt} />}
      />
    </ListPage>
  );
};
