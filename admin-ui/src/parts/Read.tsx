import type { ReactNode } from 'react';

import { useRead } from '../api/useRead';
import { ErrorState, LoadingState } from './states';

/** Reads an address and shows what it answers, that it is waited for, or why it is not there. */
// The caller names what the address answers, as `ask` and `useRead` have it.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const Read = <Answer,>({
  path,
  children,
}: {
  readonly path: string;
  readonly children: (answer: Answer) => ReactNode;
}) => {
  const { data, error, refetch } = useRead<Answer>(path);
  const again = (): void => void refetch();
  if (data !== undefined) return children(data);
  return error === null ? (
    <LoadingState onRetry={again} />
  ) : (
    <ErrorState error={error} onRetry={again} />
  );
};
