import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

import { ErrorState, LoadingState } from './states';
import { usePages } from './usePages';

/** A list with a button for more of it: on paper what is shown. */
// The caller names what the list answers, as `ask` and `useRead` have it.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const MoreRows = <Row,>({
  path,
  limit,
  children,
}: {
  readonly path: string;
  readonly limit: number;
  readonly children: (rows: readonly Row[]) => ReactNode;
}) => {
  const translate = useTranslate();
  const { rows, error, again, more, isReading } = usePages<Row>(path, limit);
  if (rows === undefined) {
    return error === null ? (
      <LoadingState onRetry={again} />
    ) : (
      <ErrorState error={error} onRetry={again} />
    );
  }
  return (
    <>
      {children(rows)}
      {error !== null && <ErrorState error={error} onRetry={again} />}
      {more !== null && (
        <Button className="no-print" disabled={isReading} onClick={more} sx={{ mt: 1 }}>
          {translate('chobo.frame.more')}
        </Button>
      )}
    </>
  );
};
