import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useEffect, useId, useState, type ReactNode, type SubmitEvent } from 'react';

import { ProblemAlert } from '../parts/ProblemAlert';
import { useDraft } from '../session/drafts';
import type { Command, CommandAnswer } from './giveCommand';
import { ReasonField } from './ReasonField';
import { useCommand } from './useCommand';

/** After this long a wait is explained, in ms. */
const SLOW_MS = 10_000;

const Waiting = () => {
  const translate = useTranslate();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status">
      <LinearProgress aria-label={translate('chobo.frame.sending')} sx={{ my: 1 }} />
      {slow && <Typography variant="body2">{translate('chobo.frame.slowCommand')}</Typography>}
    </div>
  );
};

/** Values of the fields of a dialog, all texts; `reason` is the one of the reason field. */
export type DialogValues = Readonly<Record<string, string>>;

export type CommandDialogProps<Answer extends object> = {
  /** Names what is typed here, e.g. `refund r-1 rejection`: kept until it is sent. */
  readonly draft: string;
  readonly title: string;
  /** What will happen, and who must do what next. */
  readonly intro?: ReactNode;
  readonly confirm: string;
  /** What the button says that leaves all as it is, where "Cancel" could be taken for the command. */
  readonly leave?: string;
  readonly danger?: boolean;
  /** Asks for words: `required`, or `optional`. */
  readonly reason?: 'required' | 'optional';
  readonly reasonLabel?: string;
  readonly initial?: DialogValues;
  /** Fields beside the reason. */
  readonly fields?: (values: DialogValues, change: (changed: DialogValues) => void) => ReactNode;
  /** False while something needed is missing: the confirm button then waits. */
  readonly complete?: (values: DialogValues) => boolean;
  readonly command: (values: DialogValues) => Command;
  readonly onDone?: (answer: Answer) => void;
  /** Details of a refusal, below its message. */
  readonly refusal?: (problem: unknown) => ReactNode;
};

/** Asks for a confirmation, and for words where they are needed, then gives one command. */
export const CommandDialog = <Answer extends object = CommandAnswer>({
  onClose,
  ...given
}: CommandDialogProps<Answer> & { readonly onClose: () => void }) => {
  const translate = useTranslate();
  const title = useId();
  const { run, pending, problem, refresh } = useCommand<Answer>();
  const { values, change, clear } = useDraft<DialogValues>(given.draft, {
    reason: '',
    ...given.initial,
  });
  const [missing, setMissing] = useState(false);
  // By what the person saw when they began: the page behind may be told of newer changes meanwhile.
  const [commandAsSeen] = useState(() => given.command);
  const reason = values['reason'] ?? '';
  const complete = given.complete?.(values) ?? true;

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (given.reason === 'required' && reason.trim() === '') {
      setMissing(true);
      return;
    }
    const answer = await run(commandAsSeen({ ...values, reason: reason.trim() }));
    if (answer === null) return;
    clear();
    onClose();
    given.onDone?.(answer);
  };

  const showPresent = async (): Promise<void> => {
    await refresh();
    onClose();
  };

  return (
    <Dialog
      aria-labelledby={title}
      fullWidth
      maxWidth="sm"
      onClose={pending ? undefined : onClose}
      open
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogTitle id={title}>{given.title}</DialogTitle>
        <DialogContent>
          {given.intro !== undefined && (
            <Typography component="div" sx={{ mb: 1 }}>
              {given.intro}
            </Typography>
          )}
          {given.fields?.(values, change)}
          {given.reason !== undefined && (
            <ReasonField
              autoFocus={given.fields === undefined}
              label={given.reasonLabel ?? translate('chobo.frame.reason')}
              missing={missing && reason.trim() === ''}
              onChange={(text) => change({ reason: text })}
              required={given.reason === 'required'}
              value={reason}
            />
          )}
          <ProblemAlert onRefresh={() => void showPresent()} problem={problem}>
            {problem === null ? null : given.refusal?.(problem)}
          </ProblemAlert>
          {pending && <Waiting />}
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button disabled={pending} onClick={onClose}>
            {given.leave ?? translate('ra.action.cancel')}
          </Button>
          <Button
            color={given.danger === true ? 'error' : 'primary'}
            disabled={pending || !complete}
            type="submit"
            variant="contained"
          >
            {given.confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
