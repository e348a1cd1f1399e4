import BookmarksOutlined from '@mui/icons-material/BookmarksOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import MuiLink from '@mui/material/Link';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useListContext, useTranslate } from 'react-admin';
import { useId, useState, type SyntheticEvent } from 'react';
import { Link } from 'react-router-dom';

import { ask } from '../api/client';
import { useCommand } from '../commands/useCommand';
import { ProblemAlert } from '../parts/ProblemAlert';
import { Read } from '../parts/Read';
import { EmptyState } from '../parts/states';
import { searchOf, type SavedView } from './savedSearch';

const Views = ({
  views,
  list,
  onForget,
  onChosen,
}: {
  readonly views: readonly SavedView[];
  readonly list: string;
  readonly onForget: (view: SavedView) => void;
  readonly onChosen: () => void;
}) => {
  const translate = useTranslate();
  if (views.length === 0) return <EmptyState text={translate('chobo.lists.noSaved')} />;
  return (
    <List dense>
      {views.map((view) => (
        <ListItem
          key={view.id}
          disableGutters
          secondaryAction={
            <IconButton
              aria-label={translate('chobo.lists.forget', { name: view.name })}
              edge="end"
              onClick={() => onForget(view)}
            >
              <DeleteOutlined />
            </IconButton>
          }
        >
          <MuiLink
            component={Link}
            onClick={onChosen}
            sx={{ overflowWrap: 'anywhere' }}
            to={`/${list}${view.search}`}
          >
            {view.name}
          </MuiLink>
        </ListItem>
      ))}
    </List>
  );
};

const SavedDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const title = useId();
  const queries = useQueryClient();
  const list = useListContext();
  const { resource, sort } = list;
  const [name, setName] = useState('');
  const { run, pending, problem } = useCommand<SavedView>();
  const [forgetProblem, setForgetProblem] = useState<unknown>(null);
  const path = `saved-views?list=${resource}`;

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const search = searchOf({ filterValues: list.filterValues as object, sort });
    const body = { list: resource, name: name.trim(), search };
    if ((await run({ path: 'saved-views', body })) !== null) setName('');
  };

  const forget = async ({ id }: SavedView): Promise<void> => {
    try {
      await ask(`saved-views/${id}`, { method: 'DELETE' });
      setForgetProblem(null);
    } catch (error) {
      setForgetProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ['read', path] });
  };

  const wrong = problem ?? forgetProblem;
  return (
    <Dialog aria-labelledby={title} fullWidth maxWidth="xs" onClose={onClose} open>
      <DialogTitle id={title}>{translate('chobo.lists.saved')}</DialogTitle>
      <DialogContent>
        <Read<{ data: SavedView[] }> path={path}>
          {({ data }) => (
            <Views
              list={resource}
              onChosen={onClose}
              onForget={(view) => void forget(view)}
              views={data}
            />
          )}
        </Read>
        <Stack
          component="form"
          direction="row"
          onSubmit={(event) => void save(event)}
          spacing={1}
          sx={{ alignItems: 'flex-start', mt: 2 }}
        >
          <TextField
            fullWidth
            helperText={translate('chobo.lists.saveHelp')}
            label={translate('chobo.lists.saveAs')}
            onChange={({ target }) => setName(target.value)}
            size="small"
            slotProps={{ htmlInput: { maxLength: 60 } }}
            value={name}
          />
          <Button disabled={name.trim() === '' || pending} type="submit" variant="contained">
            {translate('chobo.lists.save')}
          </Button>
        </Stack>
        {wrong !== null && <ProblemAlert problem={wrong} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};

/** Searches of this list that the person keeps: gone to, kept, forgotten. */
export const SavedSearches = () => {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} size="small" startIcon={<BookmarksOutlined />}>
        {translate('chobo.lists.saved')}
      </Button>
      {open && <SavedDialog onClose={() => setOpen(false)} />}
    </>
  );
};
