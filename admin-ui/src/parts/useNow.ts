import { useEffect, useState } from 'react';

/** The time, epoch ms, told anew every so often: for what is said to be so long ago. */
export const useNow = (everyMs = 60_000): number => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
};
