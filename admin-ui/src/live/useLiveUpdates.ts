import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { ask } from '../api/client';
import { isAffected } from './affected';
import { startLiveUpdates, type Change, type LiveState } from './liveUpdates';

/** Changes that come together are read together, ms. */
const GENTLY_MS = 1_000;

const addressSince = (since: string | null): string =>
  since === null ? 'changes' : `changes?since=${encodeURIComponent(since)}`;

/**
 * Reads again what is on the page when the views behind it have moved, gently:
 * changes are gathered for a second, and a dialog that is open is let alone
 * with what it shows until it is closed.
 */
export const useLiveUpdates = (): LiveState => {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('live');

  useEffect(() => {
    const moved = new Set<string>();
    let everything = false;
    let timer: ReturnType<typeof setTimeout> | null = null;

    const readAgain = (): void => {
      const [lists, all] = [[...moved], everything];
      timer = null;
      moved.clear();
      everything = false;
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => all || isAffected(queryKey, lists),
      });
    };

    const live = startLiveUpdates({
      open: (since) => new EventSource(`/api/v1/${addressSince(since)}`),
      ask: (since) => ask<Change>(addressSince(since), { loginAgain: false }),
      onMoved: (lists) => {
        if (lists === null) everything = true;
        for (const list of lists ?? []) moved.add(list);
        timer ??= setTimeout(readAgain, GENTLY_MS);
      },
      onState: setState,
      isHidden: () => document.visibilityState === 'hidden',
    });
    const { touched, visibilityChanged } = live;
    document.addEventListener('visibilitychange', visibilityChanged);
    document.addEventListener('pointerdown', touched);
    document.addEventListener('keydown', touched);
    return () => {
      live.stop();
      if (timer !== null) clearTimeout(timer);
      document.removeEventListener('visibilitychange', visibilityChanged);
      document.removeEventListener('pointerdown', touched);
      document.removeEventListener('keydown', touched);
    };
  }, [queries]);
  return state;
};
