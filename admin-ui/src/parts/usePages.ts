import { useInfiniteQuery } from '@tanstack/react-query';

import { askView } from '../api/client';
import type { Page } from '../api/answers';

/** A list of the API that is read on, page after page, as the reader asks for more. */
// The caller names what the list answers, as `ask` and `useRead` have it.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const usePages = <Row>(
  path: string,
  limit: number,
): {
  readonly rows: readonly Row[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
  /** Null at the end of the list. */
  readonly more: (() => void) | null;
  readonly isReading: boolean;
} => {
  const first = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
  const read = useInfiniteQuery({
    queryKey: ['pages', first],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return askView<Page<Row>>(`${first}${cursor}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => pageInfo.nextCursor,
  });
  return {
    rows: read.data?.pages.flatMap(({ data }) => data),
    error: read.error,
    again: () => void read.refetch(),
    more: read.hasNextPage ? () => void read.fetchNextPage() : null,
    isReading: read.isFetchingNextPage,
  };
};
