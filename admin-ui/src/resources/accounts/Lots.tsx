import { useTranslate } from 'react-admin';

import type { Lot } from '../../api/answers';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import { TopUpLink } from '../top-ups/TopUpLink';

/** Pieces of a balance, in the order in which use takes from them. */
export const Lots = ({ lots }: { readonly lots: readonly Lot[] }) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.cards.${key}`);
  if (lots.length === 0) return <EmptyState />;
  return (
    <SimpleTable
      columns={[
        {
          name: word('bucket'),
          short: true,
          cell: ({ bucket }) => word(bucket),
        },
        {
          name: word('topUp'),
          cell: ({ topUpId }) => (topUpId === null ? '–' : <TopUpLink id={topUpId} />),
        },
        { name: word('creditedAt'), cell: ({ creditedAt }) => <Jst value={creditedAt} /> },
        { name: word('expiresAt'), cell: ({ expiresAt }) => <Jst value={expiresAt} /> },
        { name: word('initial'), numeric: true, cell: ({ initial }) => <Amount value={initial} /> },
        {
          name: word('remaining'),
          numeric: true,
          cell: ({ remaining }) => <Amount value={remaining} />,
        },
        { name: word('held'), numeric: true, cell: ({ held }) => <Amount value={held} /> },
      ]}
      idOf={({ id }) => id}
      name={word('lots')}
      rows={lots}
    />
  );
};
