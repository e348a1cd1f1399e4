import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { DataTable, SelectInput, TextInput, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { ROLES } from '@chobo/identity/roles';

import { ListPage } from '../../parts/ListPage';
import { May } from '../../parts/May';
import { Jst } from '../../parts/values';
import type { User } from './answers';
import { InviteUser } from './InviteUser';
import { RoleNames } from './RoleNames';
import { UserState } from './UserState';
import { useWord } from './useWord';

/** The people who may use the console, those who left included. */
export const UserList = () => {
  const word = useWord();
  const all = useTranslate()('chobo.frame.all');
  return (
    <>
      <May permission="users:manage">
        <Box sx={{ mb: 1 }}>
          <InviteUser />
        </Box>
      </May>
      <ListPage
        filters={[
          <TextInput key="text" alwaysOn label={word('search')} resettable source="text" />,
          <SelectInput
            key="role"
            alwaysOn
            choices={ROLES.map((id) => ({ id, name: word(`roleNames.${id}`) }))}
            emptyText={all}
            label={word('role')}
            source="role"
          />,
          <SelectInput
            key="state"
            alwaysOn
            choices={(['active', 'disabled'] as const).map((id) => ({
              id,
              name: word(`states.${id}`),
            }))}
            emptyText={all}
            label={word('state')}
            source="state"
          />,
        ]}
        sort={{ field: 'login', order: 'ASC' }}
        titleKey="chobo.people.title"
      >
        <DataTable.Col<User>
          label={word('login')}
          render={({ login }) => (
            <MuiLink
              component={Link}
              sx={{ whiteSpace: 'nowrap' }}
              to={`/users/${encodeURIComponent(login)}/show`}
            >
              {login}
            </MuiLink>
          )}
          source="login"
        />
        <DataTable.Col<User> label={word('name')} source="name" />
        <DataTable.Col<User>
          disableSort
          label={word('roles')}
          render={({ roles }) => <RoleNames roles={roles} />}
          source="roles"
        />
        <DataTable.Col<User>
          disableSort
          label={word('state')}
          render={(user) => <UserState user={user} />}
          source="disabledAt"
        />
        <DataTable.Col<User>
          label={word('lastLogin')}
          render={({ lastLoginAt }) =>
            lastLoginAt === null ? word('never') : <Jst value={lastLoginAt} />
          }
          source="lastLoginAt"
        />
        <DataTable.Col<User>
          label={word('created')}
          render={({ createdAt }) => <Jst value={createdAt} />}
          source="createdAt"
        />
      </ListPage>
    </>
  );
};
