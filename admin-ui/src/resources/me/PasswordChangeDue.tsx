import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { LocalesMenuButton, ToggleThemeButton, useLogout, useTranslate } from 'react-admin';
import { useEffect } from 'react';

import type { Me } from '../../api/answers';
import { rememberPerson } from '../../session/session';
import { useWord } from '../users/useWord';
import { PasswordForm } from './PasswordForm';

/** Stands before the whole console for somebody with a one-time password. */
export const PasswordChangeDue = ({ me }: { readonly me: Me }) => {
  const word = useWord();
  const translate = useTranslate();
  const logout = useLogout();
  const heading = word('due.title');
  useEffect(() => {
    document.title = `${heading} · Chobo`;
  }, [heading]);
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
      <Paper variant="outlined" sx={{ width: '100%', maxWidth: 520, p: { xs: 3, sm: 4 } }}>
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', color: 'text.primary', mb: 1 }}>
          <LocalesMenuButton />
          <ToggleThemeButton />
        </Box>
        <Typography component="h1" variant="h5" sx={{ fontWeight: 650, mb: 1 }}>
          {heading}
        </Typography>
        <Typography sx={{ mb: 2 }}>{word('due.why')}</Typography>
        <PasswordForm
          currentLabel={word('due.current')}
          login={me.user.login}
          onChanged={() => rememberPerson({ ...me, passwordChangeDue: false })}
        />
        <Button onClick={() => void logout()} sx={{ mt: 2 }}>
          {translate('ra.auth.logout')}
        </Button>
      </Paper>
    </Box>
  );
};
