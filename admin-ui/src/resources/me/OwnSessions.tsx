import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';

import { CommandButton } from '../../commands/CommandButton';
import { Read } from '../../parts/Read';
import { SimpleTable } from '../../parts/SimpleTable';
import { Jst } from '../../parts/values';
import { useWord } from '../users/useWord';
import { deviceOf } from './device';

type OpenSession = {
  readonly id: string;
  /** True for the one that this page has. */
  readonly current: boolean;
  readonly address: string;
  readonly agent: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
};

const EndOne = ({ id, device }: { readonly id: string; readonly device: string }) => {
  const word = useWord();
  return (
    <CommandButton
      command={() => ({ path: `me/sessions/${id}/ending` })}
      confirm={word('account.endOne')}
      draft={`session ${id}`}
      intro={word('account.endOneIntro', { device })}
      label={word('account.endOne')}
      title={word('account.endOneTitle')}
      variant="text"
    />
  );
};

const EndOthers = () => {
  const word = useWord();
  return (
    <Box sx={{ mt: 2 }}>
      <CommandButton
        command={() => ({ path: 'me/sessions/ending' })}
        confirm={word('account.endOthers')}
        draft="other sessions"
        intro={word('account.endOthersIntro')}
        label={word('account.endOthers')}
        title={word('account.endOthersTitle')}
      />
    </Box>
  );
};

/** Where the person is logged in, to be ended one by one or all but this one. */
export const OwnSessions = () => {
  const word = useWord();
  return (
    <Read<{ readonly data: readonly OpenSession[] }> path="me/sessions">
      {({ data }) => (
        <>
          <SimpleTable
            columns={[
              {
                name: word('account.device'),
                cell: ({ agent }) => (
                  <span title={agent}>{deviceOf(agent) ?? word('account.unknownDevice')}</span>
                ),
              },
              { name: word('account.address'), cell: ({ address }) => address },
              {
                name: word('account.since'),
                cell: ({ createdAt }) => <Jst value={createdAt} />,
              },
              {
                name: word('account.lastSeen'),
                cell: ({ lastSeenAt }) => <Jst value={lastSeenAt} />,
              },
              {
                name: word('actions'),
                cell: ({ id, current, agent }) =>
                  current ? (
                    <Chip color="success" label={word('account.thisOne')} size="small" />
                  ) : (
                    <EndOne device={deviceOf(agent) ?? word('account.unknownDevice')} id={id} />
                  ),
              },
            ]}
            idOf={({ id }) => id}
            name={word('account.sessions')}
            rows={data}
          />
          {data.length > 1 && <EndOthers />}
        </>
      )}
    </Read>
  );
};
