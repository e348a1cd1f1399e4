import { useQuery } from '@tanstack/react-query';

import type { Page } from '../../api/answers';
import { askView } from '../../api/client';
import type { Refund } from './answers';

const FILTER = encodeURIComponent(JSON.stringify({ waitsForMe: true }));
const PATH = `refunds?filter=${FILTER}&sort=requestedAt&limit=2`;

/**
 * The refund that has waited longest for the reader, other than the one that is
 * open: one that they may decide or pay, never one that they asked for.
 */
export const useNextForMe = (otherThan?: string): string | null => {
  const { data } = useQuery({
    queryKey: ['read', PATH],
    queryFn: ({ signal }) => askView<Page<Refund>>(PATH, { signal }),
  });
  return data?.data.find(({ id }) => id !== otherThan)?.id ?? null;
};
