import Stack from '@mui/material/Stack';
import { FilterButton } from 'react-admin';
import { Children, isValidElement, type ReactNode } from 'react';

import { ColumnsButton, type ListColumn } from './ColumnsButton';
import { ExportButton } from './ExportButton';
import { SavedSearches } from './SavedSearches';

/** The columns that the children of a table are. */
export const columnsOf = (children: ReactNode): readonly ListColumn[] =>
  Children.toArray(children).flatMap((child) => {
    if (!isValidElement<{ source?: unknown; label?: unknown }>(child)) return [];
    const { source, label } = child.props;
    return typeof source === 'string' && typeof label === 'string' ? [{ source, label }] : [];
  });

/** What can be done with any list as a whole. */
export const ListTools = ({
  columns,
  hidden = [],
}: {
  readonly columns: readonly ListColumn[];
  /** Those that are hidden until somebody chooses them. */
  readonly hidden?: readonly string[];
}) => (
  <Stack
    className="no-print"
    direction="row"
    sx={{
      flexWrap: { xs: 'wrap', lg: 'nowrap' },
      flexShrink: 0,
      maxWidth: '100%',
      columnGap: 1,
      alignSelf: 'flex-end',
      ml: 'auto',
      py: 0.5,
      '& .MuiButton-root': { whiteSpace: 'nowrap' },
    }}
  >
    <FilterButton disableSaveQuery size="small" />
    <ColumnsButton columns={columns} hiddenAtFirst={hidden} />
    <SavedSearches />
    <ExportButton />
  </Stack>
);
