import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useId, useState, type SubmitEvent } from 'react';

import { askView } from '../../api/client';
import { ReasonField } from '../../commands/ReasonField';
import { useCommand } from '../../commands/useCommand';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useDraft } from '../../session/drafts';
import {
  BULK_KINDS,
  type BulkAction,
  type BulkOutcome,
  type BulkPreview,
  type BulkSelection,
} from './bulk';
import { BulkOutcomeView, BulkPreviewView } from './BulkViews';
import { usePeople } from './usePeople';
import { useWord } from './useWord';

type Typed = { readonly assignee: string; readonly kind: string; readonly reason: string };

const actionOf = (type: BulkAction['type'], { assignee, kind, reason }: Typed): BulkAction => {
  if (type === 'assign') return { type, assignee: assignee === '' ? null : assignee };
  return type === 'approve' ? { type } : { type, kind, reason: reason.trim() };
};

const Fields = ({
  type,
  typed,
  change,
  missing,
}: {
  readonly type: BulkAction['type'];
  readonly typed: Typed;
  readonly change: (changed: Partial<Typed>) => void;
  readonly missing: boolean;
}) => {
  const word = useWord();
  const people = usePeople();
  if (type === 'approve') return null;
  if (type === 'assign') {
    return (
      <TextField
        fullWidth
        label={word('assignTo')}
        margin="normal"
        onChange={({ target }) => change({ assignee: target.value })}
        select
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
        value={typed.assignee}
        variant="outlined"
      >
        <MenuItem value="">{word('nobody')}</MenuItem>
        {people.map(({ login, name }) => (
          <MenuItem key={login} value={login}>
            {name}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  return (
    <>
      <TextField
        fullWidth
        helperText={word(`meanings.${typed.kind}`)}
        label={word('bulkHow')}
        margin="normal"
        onChange={({ target }) => change({ kind: target.value })}
        select
        value={typed.kind}
        variant="outlined"
      >
        {BULK_KINDS.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {word(`choices.${kind}`)}
          </MenuItem>
        ))}
      </TextField>
      <ReasonField
        missing={missing && typed.reason.trim() === ''}
        onChange={(reason) => change({ reason })}
        value={typed.reason}
      />
    </>
  );
};

/**
 * Does the same thing to many breaks: says what, shows what it would come to,
 * carries it out, and tells what became of each.
 */
export const BulkDialog = ({
  type,
  selection,
  onClose,
}: {
  readonly type: BulkAction['type'];
  readonly selection: BulkSelection;
  readonly onClose: (done: boolean) => void;
}) => {
  const word = useWord();
  const translate = useTranslate();
  const title = useId();
  const { run, pending, problem, reset } = useCommand<BulkOutcome>();
  const { values, change, clear } = useDraft<Typed>(`breaks bulk ${type}`, {
    assignee: '',
    kind: 'carried_forward',
    reason: '',
  });
  const [missing, setMissing] = useState(false);
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const [shown, setShown] = useState<BulkPreview | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const action = actionOf(type, values);

  const look = async (): Promise<void> => {
    setLooking(true);
    setRefused(null);
    reset();
    try {
      const body = { selection, action };
      setShown(await askView<BulkPreview>('breaks/bulk/preview', { method: 'POST', body }));
    } catch (error) {
      setShown(null);
      setRefused(error);
    } finally {
      setLooking(false);
    }
  };

  const carryOut = async (preview: BulkPreview): Promise<void> => {
    const ids = preview.breaks.map(({ id }) => id);
    const body = { ids, action, digest: preview.digest };
    const answer = await run({ path: 'breaks/bulk', body });
    if (answer === null) return;
    clear();
    setOutcome(answer);
  };

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    if (outcome !== null) onClose(true);
    else if (shown !== null) void carryOut(shown);
    else if (type === 'resolve' && values.reason.trim() === '') setMissing(true);
    else void look();
  };

  const busy = pending || looking;
  return (
    <Dialog
      aria-labelledby={title}
      fullWidth
      maxWidth="md"
      onClose={busy ? undefined : () => onClose(outcome !== null)}
      open
    >
      <form noValidate onSubmit={submit}>
        <DialogTitle id={title}>{word(`bulkTitles.${type}`)}</DialogTitle>
        <DialogContent>
          {shown === null && outcome === null && (
            <Fields change={change} missing={missing} type={type} typed={values} />
          )}
          {shown !== null && outcome === null && <BulkPreviewView shown={shown} type={type} />}
          {outcome !== null && shown !== null && (
            <BulkOutcomeView outcome={outcome} shown={shown} />
          )}
          <ProblemAlert onRefresh={() => void look()} problem={problem ?? refused} />
          {shown?.possible === 0 && outcome === null && (
            <Alert severity="warning">{word('previewNone')}</Alert>
          )}
          {busy && <LinearProgress aria-label={translate('chobo.frame.sending')} sx={{ my: 1 }} />}
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          {outcome === null && (
            <Button disabled={busy} onClick={() => onClose(false)}>
              {translate('ra.action.cancel')}
            </Button>
          )}
          {shown !== null && outcome === null && (
            <Button disabled={busy} onClick={() => setShown(null)}>
              {word('changeSelection')}
            </Button>
          )}
          <Button
            disabled={busy || (shown?.possible === 0 && outcome === null)}
            type="submit"
            variant="contained"
          >
            {outcome !== null
              ? translate('ra.action.close')
              : shown === null
                ? word('preview')
                : word('bulkRun', { smart_count: shown.possible })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
