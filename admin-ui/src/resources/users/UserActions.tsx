import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useNotify } from 'react-admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';

import { CommandButton } from '../../commands/CommandButton';
import { usePerson } from '../../session/usePerson';
import type { User, WithPassword } from './answers';
import { OneTimePassword } from './OneTimePassword';
import { RoleFields } from './RoleFields';
import { rolesOf } from './roleTexts';
import { useWord } from './useWord';

type Of = { readonly user: User };

/** Where commands about a user go, with the state that the administrator sees. */
const commandOn = ({ login, revision }: User, path: string, body: object = {}) => ({
  path: `users/${encodeURIComponent(login)}/${path}`,
  body,
  ifMatch: revision,
});

const useDone = (): (() => void) => {
  const notify = useNotify();
  return () => notify('chobo.people.done', { type: 'success' });
};

const Rename = ({ user }: Of) => {
  const word = useWord();
  const done = useDone();
  const { login, name } = user;
  return (
    <CommandButton
      command={(values) => commandOn(user, 'name', { name: values['name']?.trim() ?? '' })}
      complete={(values) => !['', name].includes(values['name']?.trim() ?? '')}
      confirm={word('rename.confirm')}
      draft={`user ${login} name`}
      fields={(values, change) => (
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
      )}
      initial={{ name }}
      intro={word('rename.intro', { login })}
      label={word('rename.open')}
      onDone={done}
      title={word('rename.title', { name })}
    />
  );
};

const SetRoles = ({ user }: Of) => {
  const word = useWord();
  const done = useDone();
  const { login, name, roles } = user;
  return (
    <CommandButton
      command={(values) => commandOn(user, 'roles', { roles: rolesOf(values['roles'] ?? '') })}
      complete={(values) => rolesOf(values['roles'] ?? '').length > 0}
      confirm={word('setRoles.confirm')}
      draft={`user ${login} roles`}
      fields={(values, change) => (
        <RoleFields
          onChange={(chosen) => change({ roles: chosen })}
          value={values['roles'] ?? ''}
        />
      )}
      initial={{ roles: roles.join(',') }}
      intro={word('setRoles.intro')}
      label={word('setRoles.open')}
      onDone={done}
      title={word('setRoles.title', { name })}
    />
  );
};

const ResetPassword = ({
  user,
  onMade,
}: Of & { readonly onMade: (made: WithPassword) => void }) => {
  const word = useWord();
  const { login, name } = user;
  return (
    <CommandButton<WithPassword>
      command={() => commandOn(user, 'password-reset')}
      confirm={word('reset.confirm')}
      danger
      draft={`user ${login} password`}
      intro={word('reset.intro')}
      label={word('reset.open')}
      onDone={onMade}
      title={word('reset.title', { name })}
    />
  );
};

/** What takes a yes or no: its words, its address, and whether it is of the kind that hurts. */
const Confirmed = ({
  user,
  kind,
  path,
  danger = false,
}: Of & {
  readonly kind: 'disable' | 'enable' | 'logout';
  readonly path: string;
  readonly danger?: boolean;
}) => {
  const word = useWord();
  const done = useDone();
  const { login, name } = user;
  return (
    <CommandButton
      command={() => commandOn(user, path)}
      confirm={word(`${kind}.confirm`)}
      danger={danger}
      draft={`user ${login} ${path}`}
      intro={word(`${kind}.intro`, { name })}
      label={word(`${kind}.open`)}
      onDone={done}
      title={word(`${kind}.title`, { name })}
    />
  );
};

const row = { display: 'flex', flexWrap: 'wrap', gap: 1 } as const;

/** What an administrator may do to a user; to themselves only what takes nobody else. */
export const UserActions = ({ user }: Of) => {
  const word = useWord();
  const me = usePerson();
  const [made, setMade] = useState<WithPassword | null>(null);
  if (me?.user.login === user.login) {
    return (
      <>
        <Alert severity="info" sx={{ mb: 2 }}>
          {word('ownAccount')}
        </Alert>
        <Box sx={row}>
          <Button component={Link} to="/account" variant="outlined">
            {word('toOwnAccount')}
          </Button>
          <Rename user={user} />
        </Box>
      </>
    );
  }
  return (
    <>
      <Box sx={row}>
        <SetRoles user={user} />
        <Rename user={user} />
        {user.openSessions > 0 && <Confirmed kind="logout" path="logout" user={user} />}
        <ResetPassword onMade={setMade} user={user} />
        {user.disabledAt === null ? (
          <Confirmed danger kind="disable" path="disabling" user={user} />
        ) : (
          <Confirmed kind="enable" path="enabling" user={user} />
        )}
      </Box>
      {made !== null && <OneTimePassword made={made} onClose={() => setMade(null)} />}
    </>
  );
};
