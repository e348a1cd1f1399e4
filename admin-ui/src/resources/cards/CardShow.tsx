import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import type { CardDetail } from '../../api/answers';
import { CopyText } from '../../parts/CopyText';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Jst } from '../../parts/values';
import { AccountFacts } from '../accounts/AccountFacts';
import { AccountParts } from '../accounts/AccountParts';
import { Balances } from '../accounts/Balances';
import { useNamed } from '../catalogue/useNamed';

/** A card with the account that holds its money: balance, lots and what happened. */
export const CardShow = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  const { nameOf: brandName } = useNamed('brand');
  const { nameOf: planName } = useNamed('plan');
  const { id = '' } = useParams();
  return (
    <>
      <PageTitle title={translate('chobo.cards.one', { iccid: id })} />
      <Read<CardDetail> path={`cards/${encodeURIComponent(id)}`}>
        {({ iccid, account, brand, plan, registeredAt }) => (
          <>
            <Section title={word('facts')}>
              <AccountFacts
                account={account}
                more={[
                  { label: word('iccid'), value: <CopyText label={word('iccid')} value={iccid} /> },
                  { label: word('brand'), value: brandName(brand) },
                  { label: word('plan'), value: planName(plan) },
                  { label: word('registeredAt'), value: <Jst value={registeredAt} /> },
                  {
                    label: word('account'),
                    value: (
                      <MuiLink
                        component={Link}
                        to={`/accounts/${encodeURIComponent(account.id)}/show`}
                      >
                        {account.id}
                      </MuiLink>
                    ),
                  },
                ]}
              />
            </Section>
            <Section title={word('balance')}>
              <Balances balance={account.balance} />
            </Section>
            <AccountParts id={account.id} />
          </>
        )}
      </Read>
    </>
  );
};
