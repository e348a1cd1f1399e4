import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import type { Refund } from './answers';
import { RefundLink } from './RefundLink';
import { RefundState } from './RefundState';
import { useWord } from './useWord';

/** The refunds of one account or top-up. */
export const RefundTable = ({ refunds }: { readonly refunds: readonly Refund[] }) => {
  const word = useWord();
  if (refunds.length === 0) return <EmptyState text={word('none')} />;
  return (
    <SimpleTable
      columns={[
        { name: word('refund'), cell: ({ id }) => <RefundLink id={id} /> },
        { name: word('state'), cell: ({ state }) => <RefundState state={state} /> },
        { name: word('value'), numeric: true, cell: ({ value }) => <Amount value={value} /> },
        { name: word('payback'), numeric: true, cell: ({ payback }) => <Amount value={payback} /> },
        { name: word('requestedAt'), cell: ({ requestedAt }) => <Jst value={requestedAt} /> },
      ]}
      idOf={({ id }) => id}
      name={word('title')}
      rows={refunds}
    />
  );
};
