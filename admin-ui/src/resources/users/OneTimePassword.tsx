import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';

import { CopyText } from '../../parts/CopyText';
import type { WithPassword } from './answers';
import { useWord } from './useWord';

/**
 * A one-time password, to be passed on now. Closed by its own button only: a
 * click beside it would lose what nobody can show again.
 */
export const OneTimePassword = ({
  made: { user, oneTimePassword },
  onClose,
}: {
  readonly made: WithPassword;
  readonly onClose: () => void;
}) => {
  const word = useWord();
  const title = useId();
  const { login, name } = user;
  return (
    <Dialog aria-labelledby={title} fullWidth maxWidth="sm" open>
      <DialogTitle id={title}>{word('oneTime.title', { login })}</DialogTitle>
      <DialogContent>
        <Alert severity="warning">{word('oneTime.once', { name })}</Alert>
        <Box sx={{ my: 3, fontFamily: 'monospace', fontSize: '1.25rem' }}>
          <CopyText label={word('oneTime.label')} value={oneTimePassword} />
        </Box>
        <Typography>{word('oneTime.next', { name })}</Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose} variant="contained">
          {word('oneTime.passedOn')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
