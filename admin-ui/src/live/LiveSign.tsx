import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import SensorsOutlined from '@mui/icons-material/SensorsOutlined';
import SyncProblemOutlined from '@mui/icons-material/SyncProblemOutlined';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'react-admin';

import type { LiveState } from './liveUpdates';
import { useLiveUpdates } from './useLiveUpdates';

const SIGNS = {
  live: { icon: <SensorsOutlined fontSize="small" />, words: 'chobo.lists.live' },
  polling: { icon: <SyncProblemOutlined fontSize="small" />, words: 'chobo.lists.livePolling' },
  paused: { icon: <PauseCircleOutlined fontSize="small" />, words: 'chobo.lists.livePaused' },
} as const satisfies Readonly<Record<LiveState, object>>;

/** Keeps the page up to date, and says in the bar whether it does. */
export const LiveSign = () => {
  const translate = useTranslate();
  const state = useLiveUpdates();
  const { icon, words } = SIGNS[state];
  const text = translate(words);
  return (
    <Tooltip title={text}>
      <Box
        aria-label={text}
        data-live={state}
        role="img"
        sx={{ display: { xs: 'none', sm: 'inline-flex' }, mx: 1 }}
      >
        {icon}
      </Box>
    </Tooltip>
  );
};
