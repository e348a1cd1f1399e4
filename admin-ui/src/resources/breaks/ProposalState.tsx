import { StateChip } from '../../parts/StateChip';
import type { Proposal } from './answers';
import { useWord } from './useWord';

/** Whether a proposed match waits for a person, and what was said of it. */
export const ProposalState = ({ state }: Pick<Proposal, 'state'>) => {
  const word = useWord();
  return <StateChip label={word(`proposals.states.${state}`)} state={state} />;
};
