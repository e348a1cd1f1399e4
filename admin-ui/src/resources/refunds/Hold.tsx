import { useTranslate } from 'react-admin';

import { SimpleTable } from '../../parts/SimpleTable';
import { Amount } from '../../parts/values';
import { TopUpLink } from '../top-ups/TopUpLink';
import type { RefundDetail } from './answers';
import { useWord } from './useWord';

/** What a refund has done to the lots that it names. */
export const Hold = ({ refund: { held } }: { readonly refund: Pick<RefundDetail, 'held'> }) => {
  const word = useWord();
  const translate = useTranslate();
  return (
    <SimpleTable
      columns={[
        { name: word('heldFrom'), cell: ({ bucket }) => translate(`chobo.cards.${bucket}`) },
        {
          name: word('topUp'),
          cell: ({ topUpId }) => (topUpId === null ? '–' : <TopUpLink id={topUpId} />),
        },
        {
          name: word('heldAmount'),
          numeric: true,
          cell: ({ amount }) => <Amount value={amount} />,
        },
      ]}
      idOf={({ lot, bucket }) => `${lot} ${bucket}`}
      name={word('heldFrom')}
      rows={held}
    />
  );
};
