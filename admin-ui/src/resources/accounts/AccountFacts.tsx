import { useTranslate } from 'react-admin';

import type { Account } from '../../api/answers';
import { FactTable, type Fact } from '../../parts/FactTable';
import { StateChip } from '../../parts/StateChip';
import { Jst } from '../../parts/values';

/** How an account stands; `more` says what the page is about, and what belongs to it. */
export const AccountFacts = ({
  account,
  more = [],
}: {
  readonly account: Account;
  readonly more?: readonly Fact[];
}) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  return (
    <FactTable
      facts={[
        ...more,
        {
          label: word('status'),
          value: <StateChip label={word(`statuses.${account.status}`)} state={account.status} />,
        },
        { label: word('activatedAt'), value: <Jst value={account.activatedAt} /> },
        { label: word('validUntil'), value: <Jst value={account.validUntil} /> },
      ]}
    />
  );
};
