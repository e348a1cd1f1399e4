import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import { CopyText } from '../../parts/CopyText';
import { FactTable } from '../../parts/FactTable';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { Jst } from '../../parts/values';
import { eventPath } from './ActDetails';
import type { RecordedEvent } from './answers';

const useAuditWord = (): ((key: string, values?: object) => string) => {
  const translate = useTranslate();
  return (key, values = {}) => translate(`chobo.audit.${key}`, values);
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

/** A value of an event: instants and people as everywhere, what has parts as it was written. */
const Value = ({ value }: { readonly value: unknown }) => {
  if (value === null) return '–';
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return <Jst value={value} />;
    return value.startsWith('user:') ? <Person actor={value} /> : value;
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  return (
    <Box component="pre" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {JSON.stringify(value, null, 2)}
    </Box>
  );
};

const fieldsOf = (data: unknown): readonly (readonly [string, unknown])[] =>
  typeof data === 'object' && data !== null
    ? Object.entries(data as Record<string, unknown>)
    : [['data', data]];

const Data = ({ data }: Pick<RecordedEvent, 'data'>) => {
  const word = useAuditWord();
  const rows = fieldsOf(data);
  return (
    <>
      <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
        {word('recordedHelp')}
      </Typography>
      <SimpleTable
        columns={[
          { name: word('field'), cell: ([name]) => <span lang="en">{name}</span> },
          { name: word('value'), cell: ([, value]) => <Value value={value} /> },
        ]}
        idOf={([name]) => name}
        name={word('recorded')}
        rows={rows}
      />
    </>
  );
};

const Head = ({ event }: { readonly event: RecordedEvent }) => {
  const word = useAuditWord();
  const copied = (key: string, value: string) => ({
    label: word(key),
    value: <CopyText label={word(key)} value={value} />,
  });
  return (
    <FactTable
      facts={[
        { label: word('act'), value: word(`acts.${event.type}`) },
        { label: word('type'), value: <span lang="en">{event.type}</span> },
        { label: word('actor'), value: <Person actor={event.actor} /> },
        { label: word('occurredAt'), value: <Jst value={event.occurredAt} /> },
        { label: word('recordedAt'), value: <Jst value={event.recordedAt} /> },
        copied('stream', event.stream),
        { label: word('revision'), value: event.revision },
        copied('position', event.position),
        copied('eventId', event.id),
        copied('commandId', event.commandId),
        copied('correlationId', event.correlationId),
        copied('causationId', event.causationId),
        { label: word('schemaVersion'), value: event.schemaVersion },
      ]}
    />
  );
};

/** One event in full: what it says, who brought it about, and where in the log it stands. */
export const EventPage = () => {
  const word = useAuditWord();
  const { stream = '', revision = '' } = useParams();
  const path = `streams/${encodeURIComponent(stream)}/events/${encodeURIComponent(revision)}`;
  return (
    <>
      <PageTitle title={word('eventTitle', { stream, revision })} />
      <Read<RecordedEvent> path={path}>
        {(event) => (
          <>
            <Section title={word('where')}>
              <Head event={event} />
            </Section>
            <Section title={word('recorded')}>
              <Data data={event.data} />
            </Section>
            {event.revision > 0 && (
              <MuiLink component={Link} to={eventPath(event.stream, event.revision - 1)}>
                {word('before')}
              </MuiLink>
            )}
          </>
        )}
      </Read>
    </>
  );
};
