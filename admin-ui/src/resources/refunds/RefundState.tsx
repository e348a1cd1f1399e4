import { StateChip } from '../../parts/StateChip';
import type { RefundState as State } from './answers';
import { useWord } from './useWord';

/** How far a refund has come. */
export const RefundState = ({ state }: { readonly state: State }) => (
  <StateChip label={useWord()(`states.${state}`)} state={state} />
);
