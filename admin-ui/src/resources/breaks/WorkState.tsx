import { useTranslate } from 'react-admin';

import type { Break } from '../../api/answers';
import { StateChip } from '../../parts/StateChip';

/** Where the work on a break stands; what nobody has touched is open. */
export const WorkState = ({ work }: Pick<Break, 'work'>) => {
  const translate = useTranslate();
  const state = work?.status ?? 'open';
  return <StateChip state={state} label={translate(`chobo.reconciliation.workStates.${state}`)} />;
};
