import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import type { AccountDetail } from '../../api/answers';
import { CopyText } from '../../parts/CopyText';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { AccountFacts } from './AccountFacts';
import { AccountParts } from './AccountParts';
import { Balances } from './Balances';

/** An account with all its cards; families have several. */
export const AccountShow = () => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  const { id = '' } = useParams();
  return (
    <>
      <PageTitle title={translate('chobo.cards.oneAccount', { id })} />
      <Read<AccountDetail> path={`accounts/${encodeURIComponent(id)}`}>
        {(account) => (
          <>
            <Section title={word('account')}>
              <AccountFacts
                account={account}
                more={[
                  {
                    label: word('account'),
                    value: <CopyText label={word('account')} value={id} />,
                  },
                  {
                    label: word('cardsOfAccount'),
                    value: account.cards.map((iccid) => (
                      <Box key={iccid}>
                        <MuiLink component={Link} to={`/cards/${iccid}/show`}>
                          {iccid}
                        </MuiLink>
                      </Box>
                    )),
                  },
                ]}
              />
            </Section>
            <Section title={word('balance')}>
              <Balances balance={account.balance} />
            </Section>
            <AccountParts id={id} />
          </>
        )}
      </Read>
    </>
  );
};
