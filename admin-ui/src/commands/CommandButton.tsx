import Button, { type ButtonProps } from '@mui/material/Button';
import { useState } from 'react';

import { Shortcut } from '../shortcuts/Shortcut';
import { CommandDialog, type CommandDialogProps } from './CommandDialog';
import type { CommandAnswer } from './giveCommand';

/** A button, and a key where `keys` names one, that opens the dialog of a command. */
export const CommandButton = <Answer extends object = CommandAnswer>({
  label,
  variant = 'outlined',
  disabled = false,
  keys,
  ...dialog
}: CommandDialogProps<Answer> & {
  readonly label: string;
  readonly variant?: ButtonProps['variant'];
  readonly disabled?: boolean;
  readonly keys?: string;
}) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        className="no-print"
        color={dialog.danger === true ? 'error' : 'primary'}
        disabled={disabled}
        onClick={() => setOpen(true)}
        variant={variant}
      >
        {label}
      </Button>
      {keys !== undefined && !disabled && (
        <Shortcut keys={keys} label={label} onTrigger={() => setOpen(true)} />
      )}
      {open && <CommandDialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
};
