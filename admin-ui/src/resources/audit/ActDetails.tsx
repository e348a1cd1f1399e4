import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { rolesOf } from '../users/roleTexts';
import { useRoleNames } from '../users/RoleNames';
import type { Act } from './answers';

/** Where the page of an event is. */
export const eventPath = (stream: string, revision: number): string =>
  `/events/${encodeURIComponent(stream)}/${revision}`;

const texts = (value: unknown): string => (Array.isArray(value) ? value.join(',') : '');

/** What an act on access says beside, in words. */
const AccessFacts = ({ kind, facts }: Pick<Act, 'kind' | 'facts'>) => {
  const translate = useTranslate();
  const namesOf = useRoleNames();
  const roles = namesOf(rolesOf(texts(facts['roles'])));
  const count = facts['sessionsEnded'];
  if (kind === 'UserRolesChanged') {
    const before = namesOf(rolesOf(texts(facts['before'])));
    return translate('chobo.audit.rolesChange', { before, after: roles });
  }
  if (kind === 'UserInvited') return translate('chobo.audit.rolesGiven', { roles });
  return typeof count === 'number'
    ? translate('chobo.audit.sessionsEnded', { smart_count: count })
    : '–';
};

/** The way to the event of an act; of one that is none, what is known of it. */
export const ActDetails = ({ act: { kind, event, facts } }: { readonly act: Act }) => {
  const translate = useTranslate();
  if (event === null) return <AccessFacts facts={facts} kind={kind} />;
  return (
    <MuiLink component={Link} to={eventPath(event.stream, event.revision)}>
      {translate('chobo.audit.event')}
    </MuiLink>
  );
};
