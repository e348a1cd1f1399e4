import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useListContext } from 'react-admin';
import { useEffect, useState } from 'react';

import { useMay } from '../../parts/May';
import type { ListedBreak } from './answers';
import { breakFilterOf } from './breakFilter';
import type { BulkAction, BulkSelection } from './bulk';
import { BulkDialog } from './BulkDialog';
import { rememberOrder } from './neighbours';
import { useWord } from './useWord';

/** What can be done to the breaks that are ticked, or to all that the search finds. */
export const BulkBar = () => {
  const word = useWord();
  const may = useMay();
  const list = useListContext<ListedBreak>();
  const [open, setOpen] = useState<BulkAction['type'] | null>(null);
  const [whole, setWhole] = useState(false);
  const { data, selectedIds, onUnselectItems } = list;
  const shown = data ?? [];
  useEffect(() => {
    if (data !== undefined) rememberOrder(data.map(({ id }) => id));
  }, [data]);
  if (!may('breaks:work')) return null;

  const count = selectedIds.length;
  const selection: BulkSelection = whole
    ? { filter: breakFilterOf(list.filterValues as Record<string, unknown>) }
    : { ids: selectedIds.map(String) };
  const none = count === 0 && !whole;
  const close = (done: boolean): void => {
    setOpen(null);
    if (!done) return;
    onUnselectItems();
    setWhole(false);
  };
  return (
    <Box
      className="no-print"
      sx={{ display: 'flex', gap: 1, p: 1, flexWrap: 'wrap', alignItems: 'center' }}
    >
      <Button onClick={() => list.onSelect(shown.map(({ id }) => id))} size="small">
        {word('selectAll')}
      </Button>
      <Button
        aria-pressed={whole}
        onClick={() => setWhole(!whole)}
        size="small"
        variant={whole ? 'outlined' : 'text'}
      >
        {word('wholeSearch')}
      </Button>
      <Typography aria-live="polite" variant="body2">
        {whole ? word('wholeSearch') : word('selected', { smart_count: count })}
      </Typography>
      {count > 0 && (
        <Button onClick={() => onUnselectItems()} size="small">
          {word('clearSelection')}
        </Button>
      )}
      <Button disabled={none} onClick={() => setOpen('assign')} size="small" variant="outlined">
        {word('bulkAssign')}
      </Button>
      <Button disabled={none} onClick={() => setOpen('resolve')} size="small" variant="outlined">
        {word('bulkResolve')}
      </Button>
      {may('breaks:approve') && (
        <Button disabled={none} onClick={() => setOpen('approve')} size="small" variant="outlined">
          {word('bulkApprove')}
        </Button>
      )}
      {open !== null && <BulkDialog onClose={close} selection={selection} type={open} />}
    </Box>
  );
};
