import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link, useParams } from 'react-router-dom';

import { FactTable } from '../../parts/FactTable';
import { May } from '../../parts/May';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Jst } from '../../parts/values';
import type { User } from './answers';
import { UserActions } from './UserActions';
import { UserState } from './UserState';
import { useWord } from './useWord';

const Facts = ({ user }: { readonly user: User }) => {
  const word = useWord();
  return (
    <FactTable
      facts={[
        { label: word('state'), value: <UserState user={user} /> },
        { label: word('login'), value: user.login },
        { label: word('name'), value: user.name },
        {
          label: word('lastLogin'),
          value: user.lastLoginAt === null ? word('never') : <Jst value={user.lastLoginAt} />,
        },
        {
          label: word('openSessions'),
          value: word('places', { smart_count: user.openSessions }),
        },
        { label: word('created'), value: <Jst value={user.createdAt} /> },
        { label: word('createdBy'), value: <Person actor={user.createdBy} /> },
        { label: word('changed'), value: <Jst value={user.changedAt} /> },
        { label: word('changedBy'), value: <Person actor={user.changedBy} /> },
        ...(user.disabledAt === null
          ? []
          : [{ label: word('disabled'), value: <Jst value={user.disabledAt} /> }]),
      ]}
    />
  );
};

const Roles = ({ roles }: Pick<User, 'roles'>) => {
  const word = useWord();
  return roles.map((role) => (
    <Typography key={role} sx={{ mb: 1 }}>
      <strong>{word(`roleNames.${role}`)}</strong>
      <br />
      {word(`roleMeanings.${role}`)}
    </Typography>
  ));
};

/** The list of what somebody did, as the audit trail has it. */
const trailOf = (login: string): string =>
  `/audit?filter=${encodeURIComponent(JSON.stringify({ actor: `user:${login}` }))}`;

/** One user: who they are, what they may do, and what an administrator can do about it. */
export const UserShow = () => {
  const word = useWord();
  const { id: login = '' } = useParams();
  return (
    <>
      <PageTitle title={word('one', { login })} />
      <Read<User> path={`users/${encodeURIComponent(login)}`}>
        {(user) => (
          <>
            <Section title={word('access')}>
              <Facts user={user} />
            </Section>
            <Section title={word('roles')}>
              <Roles roles={user.roles} />
            </Section>
            <May permission="users:manage">
              <Section title={word('actions')}>
                <UserActions user={user} />
              </Section>
            </May>
            <May permission="audit:read">
              <MuiLink component={Link} to={trailOf(user.login)}>
                {word('acts')}
              </MuiLink>
            </May>
          </>
        )}
      </Read>
    </>
  );
};
