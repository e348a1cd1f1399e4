import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import type { TimelineEntry } from '../../api/answers';
import { Person } from '../../parts/Person';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';

/** The page of an event of an account. */
const eventPath = (accountId: string, revision: number): string =>
  `/events/${encodeURIComponent(`account-${accountId}`)}/${revision}`;

/** The page of what an event is about; null where there is none. */
const subjectPath = ({ type, subject }: TimelineEntry): string | null => {
  if (subject === null) return null;
  const id = encodeURIComponent(subject);
  if (type.startsWith('Refund')) return `/refunds/${id}/show`;
  if (
    type.startsWith('TopUp') ||
    type === 'ValidityExtended' ||
    type === 'CarrierChargeCancelled'
  ) {
    return `/top-ups/${id}/show`;
  }
  return type === 'CardAttached' ? `/cards/${id}/show` : null;
};

const Subject = ({ entry }: { readonly entry: TimelineEntry }) => {
  const path = subjectPath(entry);
  if (path === null) return entry.subject ?? '–';
  return (
    <MuiLink component={Link} to={path}>
      {entry.subject}
    </MuiLink>
  );
};

/** What happened to an account, a top-up or a refund; each line leads to its event. */
export const Timeline = ({
  accountId,
  entries,
}: {
  readonly accountId: string;
  readonly entries: readonly TimelineEntry[];
}) => {
  const translate = useTranslate();
  const word = (key: string): string =>
    translate(`chobo.cards.${key}`, { _: key.split('.').at(-1) });
  if (entries.length === 0) return <EmptyState />;
  return (
    <SimpleTable
      columns={[
        { name: word('at'), cell: ({ at }) => <Jst value={at} /> },
        {
          name: word('event'),
          cell: ({ type, revision }) => (
            <MuiLink
              component={Link}
              sx={{ whiteSpace: 'nowrap' }}
              to={eventPath(accountId, revision)}
            >
              {word(`events.${type}`)}
            </MuiLink>
          ),
        },
        { name: word('subject'), cell: (entry) => <Subject entry={entry} /> },
        { name: word('actor'), cell: ({ actor }) => <Person actor={actor} /> },
        { name: word('amount'), numeric: true, cell: ({ amount }) => <Amount value={amount} /> },
      ]}
      idOf={({ revision, type, subject }) => `${revision} ${type} ${subject ?? ''}`}
      name={word('timeline')}
      rows={entries}
    />
  );
};
