import { StateChip } from '../../parts/StateChip';
import type { ListedBreak } from './answers';
import { useWord } from './useWord';

/** Where a break stands, whoever brought it there. */
export const BreakState = ({ status }: Pick<ListedBreak, 'status'>) => {
  const word = useWord();
  return (
    <StateChip
      state={status === 'settled' ? 'resolved' : status}
      label={word(`states.${status}`)}
    />
  );
};
