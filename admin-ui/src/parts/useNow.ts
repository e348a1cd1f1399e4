import { useEffect, useState } from 'react';

import { serverNow } from '../api/serverClock';

/** The server's time, epoch ms, told anew every so often: for what is said to be so long ago. */
export const useNow = (everyMs = 60_000): number => {
  const [nowMs, setNowMs] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
};
