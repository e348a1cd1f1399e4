import { useTranslate } from 'react-admin';

import type { Account } from '../../api/answers';
import { SimpleTable } from '../../parts/SimpleTable';
import { Amount } from '../../parts/values';

const AMOUNTS = ['available', 'held', 'used', 'expired', 'refunded'] as const;

/** Paid value and bonus, never added up: one is owed, the other promised. */
export const Balances = ({ balance }: Pick<Account, 'balance'>) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  return (
    <SimpleTable
      columns={[
        { name: word('bucket'), short: true, cell: (bucket) => word(bucket) },
        ...AMOUNTS.map((amount) => ({
          name: word(amount),
          numeric: true,
          cell: (bucket: 'paid' | 'bonus') => <Amount value={balance[bucket][amount]} />,
        })),
      ]}
      idOf={(bucket) => bucket}
      name={word('balance')}
      rows={['paid', 'bonus'] as const}
    />
  );
};
