import MuiLink from '@mui/material/Link';
import { useCanAccess, useResourceDefinitions, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import type { Act, SubjectKind } from './answers';

/** The resource of the console whose page shows a subject; payments have none. */
const RESOURCES: Readonly<Partial<Record<SubjectKind, string>>> = {
  refund: 'refunds',
  account: 'accounts',
  card: 'cards',
  statement: 'statements',
  day: 'reconciliation-days',
  break: 'breaks',
  user: 'users',
};

/** A link to what an act is about, where there is a page that the person may see. */
const Linked = ({ resource, id }: { readonly resource: string; readonly id: string }) => {
  const { canAccess } = useCanAccess({ resource, action: 'show' });
  const definitions = useResourceDefinitions();
  if (canAccess !== true || definitions[resource]?.hasShow !== true) return id;
  return (
    <MuiLink component={Link} to={`/${resource}/${encodeURIComponent(id)}/show`}>
      {id}
    </MuiLink>
  );
};

/** What an act is about, with its kind in words. */
export const SubjectLink = ({ subject }: Pick<Act, 'subject'>) => {
  const translate = useTranslate();
  if (subject === null) return '–';
  const { kind, id } = subject;
  const resource = RESOURCES[kind];
  return (
    <>
      {translate(`chobo.audit.subjects.${kind}`)}{' '}
      {resource === undefined ? id : <Linked id={id} resource={resource} />}
    </>
  );
};
