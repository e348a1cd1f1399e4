import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useId, useState, useSyncExternalStore, type SubmitEvent } from 'react';

import type { Me } from '../api/answers';
import { ask } from '../api/client';
import { ProblemAlert } from '../parts/ProblemAlert';
import { forgetDrafts } from './drafts';
import { endedSession, rememberPerson } from './session';

const Password = ({ login }: { readonly login: string }) => {
  const translate = useTranslate();
  const title = useId();
  const [problem, setProblem] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const [password, setPassword] = useState('');

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    setPending(true);
    setProblem(null);
    try {
      const body = { login, password };
      rememberPerson(await ask<Me>('sessions', { method: 'POST', body, loginAgain: false }));
      endedSession.end(true);
    } catch (error) {
      setProblem(error);
      setPending(false);
    }
  };

  const leave = (): void => {
    forgetDrafts();
    endedSession.end(false);
  };

  return (
    <Dialog aria-labelledby={title} fullWidth maxWidth="xs" open>
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id={title}>{translate('chobo.frame.loginAgain')}</DialogTitle>
        <DialogContent>
          <DialogContentText>{translate('chobo.frame.loginAgainWhy', { login })}</DialogContentText>
          <ProblemAlert problem={problem} />
          {/* Password managers fill the pair. */}
          <input autoComplete="username" hidden name="login" readOnly value={login} />
          <TextField
            autoComplete="current-password"
            autoFocus
            fullWidth
            label={translate('chobo.frame.password')}
            margin="normal"
            name="password"
            onChange={({ target }) => setPassword(target.value)}
            required
            type="password"
            value={password}
            variant="outlined"
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={leave}>{translate('chobo.frame.leave')}</Button>
          <Button disabled={pending} type="submit" variant="contained">
            {translate(pending ? 'chobo.frame.loggingIn' : 'chobo.frame.logIn')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

/** Asks the person at work for the password again when the session has ended; the page stays as it is. */
export const LoginAgain = () => {
  const me = useSyncExternalStore(endedSession.subscribe, endedSession.current);
  return me === null ? null : <Password login={me.user.login} />;
};
