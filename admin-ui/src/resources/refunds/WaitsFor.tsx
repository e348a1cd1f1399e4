import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';

import { formatDuration } from '../../parts/formatting';
import { Jst } from '../../parts/values';
import { useOwnActor } from '../../session/useOwnActor';
import type { Refund } from './answers';
import { useWord } from './useWord';

type Turn = Pick<Refund, 'state' | 'approverRole' | 'requestedBy'>;

/** Whose turn it is with a refund, in words: the role that may approve it, or whoever pays it. */
const useWhoseTurn = ({ state, approverRole, requestedBy }: Turn): string => {
  const word = useWord();
  const translate = useTranslate();
  const own = useOwnActor();
  const nameOf = (role: string): string => translate(`chobo.people.roleNames.${role}`);
  if (state === 'approved') return word('waitsFor.payment', { role: nameOf('finance_staff') });
  if (state === 'sent') return word('waitsFor.provider');
  if (state !== 'requested') return '–';
  if (approverRole === null) return word('waitsFor.nobody');
  const role = nameOf(approverRole);
  return requestedBy === own ? word('waitsFor.notYou', { role }) : role;
};

/** For whom a refund waits. */
export const WaitsFor = ({ refund }: { readonly refund: Turn }) => (
  <Box component="span" sx={{ wordBreak: 'keep-all' }}>
    {useWhoseTurn(refund)}
  </Box>
);

/** Since when a refund waits, and how long that is by now. */
export const WaitsSince = ({
  since,
  nowMs,
}: {
  readonly since: string | null;
  readonly nowMs: number;
}) => {
  const [locale] = useLocaleState();
  if (since === null) return '–';
  const ms = nowMs - Date.parse(since);
  return (
    <Box component="span">
      <Jst value={since} />
      {ms >= 0 && (
        <Typography
          color="text.secondary"
          component="span"
          sx={{ display: 'block' }}
          variant="caption"
        >
          {formatDuration(ms, locale)}
        </Typography>
      )}
    </Box>
  );
};
