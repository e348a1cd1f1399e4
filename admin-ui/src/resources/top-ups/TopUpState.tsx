import { useTranslate } from 'react-admin';

import { StateChip } from '../../parts/StateChip';
import type { TopUp } from './answers';

/** How far a top-up has come. */
export const TopUpState = ({ status }: Pick<TopUp, 'status'>) => (
  <StateChip label={useTranslate()(`chobo.topUps.states.${status}`)} state={status} />
);
