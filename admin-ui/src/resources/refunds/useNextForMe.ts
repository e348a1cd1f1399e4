import type { Page } from '../../api/answers';
import { useRead } from '../../api/useRead';
import type { Refund } from './answers';

const FILTER = encodeURIComponent(JSON.stringify({ waitsForMe: true }));
const PATH = `refunds?filter=${FILTER}&sort=requestedAt&limit=2`;

/**
 * The refund that has waited longest for the reader, other than the one that is
 * open: one that they may decide or pay, never one that they asked for.
 */
export const useNextForMe = (otherThan?: string): string | null => {
  const { data } = useRead<Page<Refund>>(PATH);
  return data?.data.find(({ id }) => id !== otherThan)?.id ?? null;
};
