import { StateChip } from '../../parts/StateChip';
import type { User } from './answers';
import { useWord } from './useWord';

/** Whether somebody may log in. */
export const UserState = ({
  user: { disabledAt, passwordChangeDue },
}: {
  readonly user: Pick<User, 'disabledAt' | 'passwordChangeDue'>;
}) => {
  const word = useWord();
  const state = disabledAt !== null ? 'disabled' : passwordChangeDue ? 'due' : 'active';
  return <StateChip label={word(`states.${state}`)} state={state} />;
};
