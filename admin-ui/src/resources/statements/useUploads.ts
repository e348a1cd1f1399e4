import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import type { Page } from '../../api/answers';
import { ask } from '../../api/client';
import { isAtWork, type Upload } from './answers';

/** Between two looks at work that goes on, in ms. */
const LOOK_EVERY_MS = 1_000;

/** Between two looks for files that others hand in, in ms. */
const OTHERS_EVERY_MS = 10_000;

/** One upload; looked at again and again while the work on it goes on. */
export const useUpload = (id: string): UseQueryResult<Upload> => {
  const path = `statement-uploads/${encodeURIComponent(id)}`;
  return useQuery({
    queryKey: ['read', path],
    queryFn: ({ signal }) => ask<Upload>(path, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || isAtWork(state.data) ? LOOK_EVERY_MS : false,
  });
};

/** Files handed in lately, by whomever, the newest first. */
export const useLatestUploads = (): UseQueryResult<Page<Upload>> => {
  const path = 'statement-uploads?limit=20';
  return useQuery({
    queryKey: ['read', path],
    queryFn: ({ signal }) => ask<Page<Upload>>(path, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.data.some(isAtWork) === true ? LOOK_EVERY_MS : OTHERS_EVERY_MS,
  });
};
