import TextField from '@mui/material/TextField';
import { useState } from 'react';

import { CommandButton } from '../../commands/CommandButton';
import type { WithPassword } from './answers';
import { OneTimePassword } from './OneTimePassword';
import { RoleFields } from './RoleFields';
import { rolesOf } from './roleTexts';
import { useWord } from './useWord';

/** Asks whom to invite, then shows the one-time password. */
export const InviteUser = () => {
  const word = useWord();
  const [made, setMade] = useState<WithPassword | null>(null);
  return (
    <>
      <CommandButton<WithPassword>
        command={({ login = '', name = '', roles = '' }) => ({
          path: 'users',
          body: { login: login.trim(), name: name.trim(), roles: rolesOf(roles) },
        })}
        complete={({ login = '', name = '', roles = '' }) =>
          login.trim() !== '' && name.trim() !== '' && rolesOf(roles).length > 0
        }
        confirm={word('invite.confirm')}
        draft="user invitation"
        fields={(values, change) => (
          <>
            <TextField
              autoFocus
              fullWidth
              label={word('name')}
              margin="normal"
              onChange={({ target }) => change({ name: target.value })}
              required
              slotProps={{ htmlInput: { maxLength: 120 } }}
              value={values['name'] ?? ''}
              variant="outlined"
            />
            <TextField
              fullWidth
              helperText={word('loginHelp')}
              label={word('login')}
              margin="normal"
              onChange={({ target }) => change({ login: target.value })}
              required
              slotProps={{
                htmlInput: { maxLength: 64, autoCapitalize: 'none', spellCheck: false },
              }}
              value={values['login'] ?? ''}
              variant="outlined"
            />
            <RoleFields onChange={(roles) => change({ roles })} value={values['roles'] ?? ''} />
          </>
        )}
        intro={word('invite.intro')}
        label={word('invite.open')}
        onDone={setMade}
        title={word('invite.title')}
        variant="contained"
      />
      {made !== null && <OneTimePassword made={made} onClose={() => setMade(null)} />}
    </>
  );
};
