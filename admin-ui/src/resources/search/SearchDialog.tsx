import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useResourceDefinitions, useTranslate } from 'react-admin';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { askView } from '../../api/client';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Amount, Jst } from '../../parts/values';
import { addressOf, byType, type SearchResult } from './results';

/** Typing is let go on for this long before it is searched for, ms. */
const TYPING_MS = 250;
const LEAST = 3;

/** What was typed, once the hand rests. */
const useRested = (typed: string): string => {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
};

const Result = ({ result }: { readonly result: SearchResult }) => {
  const translate = useTranslate();
  const { id, by, matched, kind, at, amount } = result;
  const how = translate(`chobo.lists.foundBy.${by}`, { matched });
  const what =
    kind === null
      ? how
      : `${translate(`chobo.reconciliation.kinds.${kind}`, { _: kind })} · ${how}`;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, width: '100%', minWidth: 0 }}>
      <Typography component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {id}
      </Typography>
      <Typography color="text.secondary" component="span" variant="body2">
        {what}
      </Typography>
      {at !== null && (
        <Typography color="text.secondary" component="span" variant="body2">
          <Jst value={at} />
        </Typography>
      )}
      {amount !== null && <Amount signed={result.type === 'break'} value={amount} />}
    </Box>
  );
};

/** The search over everything, as a dialog: typed into, chosen from by arrow keys, gone to. */
export const SearchDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const shown = useResourceDefinitions();
  const [typed, setTyped] = useState('');
  const rested = useRested(typed.trim());
  const isLong = rested.length >= LEAST;
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', rested],
    queryFn: ({ signal }) =>
      askView<{ data: SearchResult[] }>(`search?q=${encodeURIComponent(rested)}`, { signal }),
    enabled: isLong,
  });
  const results = (isLong ? (data?.data ?? []) : []).filter(
    (result) => addressOf(result, shown) !== null,
  );
  const nothing = !isLong
    ? translate('chobo.lists.searchMore')
    : translate('chobo.lists.searchNothing', { typed: rested });

  const open = (result: SearchResult): void => {
    const address = addressOf(result, shown);
    if (address === null) return;
    onClose();
    void navigate(address);
  };

  return (
    <Dialog
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      open
      slotProps={{
        paper: { 'aria-label': translate('chobo.lists.search') },
        container: { sx: { alignItems: 'flex-start' } },
      }}
    >
      <Box sx={{ p: 2, minHeight: 'min(520px, calc(100vh - 96px))' }}>
        <Autocomplete
          autoHighlight
          blurOnSelect={false}
          clearOnBlur={false}
          disablePortal
          filterOptions={(options) => options}
          getOptionKey={({ type, id }) => `${type} ${id}`}
          getOptionLabel={({ id }) => id}
          groupBy={({ type }) => translate(`chobo.lists.types.${type}`)}
          inputValue={typed}
          loading={isFetching || rested !== typed.trim()}
          loadingText={translate('chobo.lists.searching')}
          noOptionsText={nothing}
          onChange={(_event, result) => {
            if (result !== null) open(result);
          }}
          onInputChange={(_event, text, reason) => {
            if (reason === 'input' || reason === 'clear') setTyped(text);
          }}
          open={typed.trim() !== '' && error === null}
          options={byType(results)}
          popupIcon={null}
          renderGroup={({ key, group, children }) => (
            <li key={key} role="presentation">
              <Typography
                aria-hidden
                color="text.secondary"
                component="div"
                sx={{ px: 2, py: 1 }}
                variant="overline"
              >
                {group}
              </Typography>
              <Box aria-label={group} component="ul" role="group" sx={{ p: 0 }}>
                {children}
              </Box>
            </li>
          )}
          renderInput={(params) => (
            <TextField
              {...params}
              autoFocus
              helperText={translate('chobo.lists.searchHint')}
              label={translate('chobo.lists.search')}
            />
          )}
          renderOption={({ key, ...option }, result) => (
            <Box component="li" key={key} {...option}>
              <Result result={result} />
            </Box>
          )}
          slotProps={{ listbox: { sx: { maxHeight: 'min(400px, calc(100vh - 220px))' } } }}
          value={null}
        />
        {error !== null && <ProblemAlert problem={error} />}
      </Box>
    </Dialog>
  );
};
