import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';

import type { Page } from '../../api/answers';
import { Read } from '../../parts/Read';
import { EmptyState } from '../../parts/states';
import type { LineProblem } from './answers';
import { ProblemTable } from './ProblemTable';

/** Rows at a time: the original lines are looked up for each of them. */
const PAGE = 50;

/** Lines of a statement that could not be read, page by page, each as it stands in the file. */
export const LineProblems = ({ id, count }: { readonly id: string; readonly count: number }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  /** Cursors of the pages before, the first having none. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const cursor = cursors.at(-1) ?? null;
  const name = translate('chobo.statements.lineProblems');
  if (count === 0) return <EmptyState text={translate('chobo.statements.noLineProblems')} />;
  const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return (
    <>
      <Typography color="text.secondary" sx={{ mb: 1 }}>
        {translate('chobo.statements.lineProblemCount', {
          smart_count: count,
          count: count.toLocaleString(locale),
        })}
      </Typography>
      <Read<Page<LineProblem>>
        path={`statements/${encodeURIComponent(id)}/problems?limit=${PAGE}${query}`}
      >
        {({ data, pageInfo }) => (
          <>
            <ProblemTable name={name} rows={data} />
            {(cursors.length > 1 || pageInfo.hasNextPage) && (
              <Stack className="no-print" direction="row" sx={{ gap: 1, mt: 1 }}>
                <Button
                  disabled={cursors.length === 1}
                  onClick={() => setCursors(cursors.slice(0, -1))}
                >
                  {translate('ra.navigation.prev')}
                </Button>
                <Button
                  disabled={!pageInfo.hasNextPage}
                  onClick={() => setCursors([...cursors, pageInfo.nextCursor])}
                >
                  {translate('ra.navigation.next')}
                </Button>
              </Stack>
            )}
          </>
        )}
      </Read>
    </>
  );
};
