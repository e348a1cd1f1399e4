import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';

import type { Me } from '../../api/answers';
import { FactTable } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { RoleNames } from '../users/RoleNames';
import { useWord } from '../users/useWord';
import { Appearance } from './Appearance';
import { OwnSessions } from './OwnSessions';
import { PasswordForm } from './PasswordForm';

const Account = ({ user }: Pick<Me, 'user'>) => {
  const word = useWord();
  const notify = useNotify();
  const queries = useQueryClient();
  const changed = (): void => {
    notify('chobo.people.account.changed', { type: 'success' });
    void queries.invalidateQueries();
  };
  return (
    <>
      <Section title={word('account.about')}>
        <FactTable
          facts={[
            { label: word('login'), value: user.login },
            { label: word('name'), value: user.name },
            { label: word('roles'), value: <RoleNames roles={user.roles} /> },
          ]}
        />
      </Section>
      <Section title={word('account.password')}>
        <PasswordForm
          currentLabel={word('account.current')}
          login={user.login}
          onChanged={changed}
        />
      </Section>
      <Section title={word('account.sessions')}>
        <OwnSessions />
      </Section>
      <Section title={word('account.appearance')}>
        <Appearance />
      </Section>
    </>
  );
};

/** The own account: who one is, the password, where one is logged in, how the console looks. */
export const AccountPage = () => {
  const word = useWord();
  return (
    <>
      <PageTitle title={word('account.title')} />
      <Read<Me> path="me">{({ user }) => <Account user={user} />}</Read>
    </>
  );
};
