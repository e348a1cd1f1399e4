import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import {
  LocalesMenuButton,
  Notification,
  ToggleThemeButton,
  useLogin,
  useTranslate,
} from 'react-admin';
import { useEffect, useState, type SubmitEvent } from 'react';

import { useProblemMessage } from '../parts/problemMessage';
import { PageLanguage } from './PageLanguage';

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Name and password; the session that follows is a cookie that no script can read. */
export const LoginPage = () => {
  const translate = useTranslate();
  const login = useLogin();
  const messageOf = useProblemMessage();
  const [problem, setProblem] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const heading = translate('chobo.frame.logIn');

  useEffect(() => {
    document.title = `${heading} · Chobo`;
  }, [heading]);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    login({ login: textOf(form, 'login'), password: textOf(form, 'password') })
      .catch((error: unknown) => setProblem(error))
      .finally(() => setPending(false));
  };

  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        p: 2,
        bgcolor: 'background.default',
      }}
    >
      <PageLanguage />
      <Paper variant="outlined" sx={{ width: '100%', maxWidth: 400, p: { xs: 3, sm: 4 } }}>
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', color: 'text.primary', mb: 1 }}>
          <LocalesMenuButton />
          <ToggleThemeButton />
        </Box>
        <Typography component="p" variant="h4" sx={{ fontWeight: 700 }}>
          {translate('chobo.frame.brand')}
        </Typography>
        <Typography color="text.secondary" sx={{ mb: 3 }}>
          {translate('chobo.frame.tagline')}
        </Typography>
        <Typography component="h1" variant="h6" sx={{ mb: 1 }}>
          {heading}
        </Typography>
        <form onSubmit={submit}>
          {problem !== null && <Alert severity="error">{messageOf(problem)}</Alert>}
          <TextField
            autoComplete="username"
            autoFocus
            fullWidth
            label={translate('chobo.frame.login')}
            margin="normal"
            name="login"
            required
            variant="outlined"
          />
          <TextField
            autoComplete="current-password"
            fullWidth
            label={translate('chobo.frame.password')}
            margin="normal"
            name="password"
            required
            type="password"
            variant="outlined"
          />
          <Button
            disabled={pending}
            fullWidth
            size="large"
            sx={{ mt: 2 }}
            type="submit"
            variant="contained"
          >
            {translate(pending ? 'chobo.frame.loggingIn' : 'chobo.frame.logIn')}
          </Button>
        </form>
      </Paper>
      <Notification />
    </Box>
  );
};
