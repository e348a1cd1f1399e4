import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { FactTable } from '../../parts/FactTable';
import { Person } from '../../parts/Person';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import { Amount, Jst } from '../../parts/values';
import { RefundLink } from '../refunds/RefundLink';
import { FOR_ME, queueAddress } from '../refunds/queues';
import { RefundState } from '../refunds/RefundState';
import type { QueuedRefund, Refunds } from './answers';
import { useWord } from './useWord';

const RefundTable = ({
  name,
  rows,
  empty,
}: {
  readonly name: string;
  readonly rows: readonly QueuedRefund[];
  readonly empty: string;
}) => {
  const word = useWord();
  if (rows.length === 0) return <EmptyState text={empty} />;
  return (
    <SimpleTable
      columns={[
        {
          name: word('refund'),
          cell: ({ id }) => <RefundLink id={id} />,
        },
        {
          name: word('state'),
          cell: ({ state }) => <RefundState state={state} />,
        },
        { name: word('payback'), numeric: true, cell: ({ payback }) => <Amount value={payback} /> },
        { name: word('requestedBy'), cell: ({ requestedBy }) => <Person actor={requestedBy} /> },
        { name: word('requestedAt'), cell: ({ requestedAt }) => <Jst value={requestedAt} /> },
      ]}
      idOf={({ id }) => id}
      name={name}
      rows={rows}
    />
  );
};

/** The refund queue, and what of it waits for the reader. */
export const SupportPart = ({ part }: { readonly part: Refunds }) => {
  const word = useWord();
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { count, refunds } = part.waitingForMe;
  return (
    <>
      <Section title={word('waitingForMe')}>
        {count > 0 && (
          <Typography sx={{ mb: 1 }}>
            {word('waitingCount', { smart_count: count })}{' '}
            {count > refunds.length && word('waitingOldest')}
          </Typography>
        )}
        <RefundTable empty={word('noWaiting')} name={word('waitingForMe')} rows={refunds} />
        {count > 0 && (
          <MuiLink
            component={Link}
            sx={{ display: 'inline-block', mt: 1 }}
            to={queueAddress(FOR_ME)}
          >
            {word('allWaiting', { smart_count: count })}
          </MuiLink>
        )}
      </Section>
      <Section title={word('queue')}>
        <FactTable
          facts={part.states.map(({ state, count: waiting }) => ({
            label: translate(`chobo.refunds.states.${state}`),
            value: (
              <MuiLink
                component={Link}
                to={`/refunds?filter=${encodeURIComponent(JSON.stringify({ state }))}`}
              >
                {waiting.toLocaleString(locale)}
              </MuiLink>
            ),
          }))}
        />
      </Section>
      <Section title={word('newest')}>
        <RefundTable empty={word('noRefunds')} name={word('newest')} rows={part.newest} />
      </Section>
    </>
  );
};
