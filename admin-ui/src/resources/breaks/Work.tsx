import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

import { CommandButton } from '../../commands/CommandButton';
import { useCommand } from '../../commands/useCommand';
import { FactTable } from '../../parts/FactTable';
import { useMay } from '../../parts/May';
import { Person } from '../../parts/Person';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Shortcut } from '../../shortcuts/Shortcut';
import { seenRevision, type BreakDetail } from './answers';
import { BreakState } from './BreakState';
import { useOwnActor } from '../../session/useOwnActor';
import { usePeople } from './usePeople';
import { useWord } from './useWord';

const loginOf = (actor: string): string => actor.slice(actor.indexOf(':') + 1);

/** One click, or one key: the break is mine. */
const AssignToMe = ({ found, me }: { readonly found: BreakDetail; readonly me: string }) => {
  const word = useWord();
  const { run, pending, problem, refresh, reset } = useCommand();
  const assign = (): void =>
    void run({
      path: `breaks/${found.id}/assignment`,
      body: { assignee: loginOf(me) },
      ifMatch: seenRevision(found),
    });
  const showPresent = (): void => {
    reset();
    void refresh();
  };
  return (
    <>
      <Button disabled={pending} onClick={assign} variant="outlined">
        {word('assignToMe')}
      </Button>
      <Shortcut keys="a" label={word('assignToMe')} onTrigger={assign} />
      {problem !== null && (
        <Box sx={{ flexBasis: '100%' }}>
          <ProblemAlert onRefresh={showPresent} problem={problem} />
        </Box>
      )}
    </>
  );
};

/** Who works on a break, and what they say about it. */
export const Work = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const may = useMay();
  const me = useOwnActor();
  const people = usePeople();
  const assignee = found.work?.assignee ?? null;
  return (
    <>
      <FactTable
        facts={[
          { label: word('state'), value: <BreakState status={found.status} /> },
          {
            label: word('assignee'),
            value: assignee === null ? word('nobody') : <Person actor={assignee} />,
          },
        ]}
      />
      {may('breaks:work') && (
        <Box sx={{ mt: 2, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {me !== null && me !== assignee && <AssignToMe found={found} me={me} />}
          <CommandButton
            command={(values) => ({
              path: `breaks/${found.id}/assignment`,
              body: { assignee: values['assignee'] === '' ? null : values['assignee'] },
              ifMatch: seenRevision(found),
            })}
            confirm={word('assignTitle')}
            draft={`break ${found.id} assignment`}
            fields={(values, change) => (
              <TextField
                fullWidth
                label={word('assignTo')}
                margin="normal"
                onChange={({ target }) => change({ assignee: target.value })}
                select
                slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
                value={values['assignee'] ?? ''}
                variant="outlined"
              >
                <MenuItem value="">{word('nobody')}</MenuItem>
                {people.map(({ login, name }) => (
                  <MenuItem key={login} value={login}>
                    {name}
                  </MenuItem>
                ))}
              </TextField>
            )}
            initial={{ assignee: assignee === null ? '' : loginOf(assignee) }}
            label={word('assign')}
            title={word('assignTitle')}
          />
          <CommandButton
            command={({ reason = '' }) => ({
              path: `breaks/${found.id}/comments`,
              body: { text: reason },
            })}
            confirm={word('comment')}
            draft={`break ${found.id} comment`}
            keys="c"
            label={word('comment')}
            reason="required"
            reasonLabel={word('comment')}
            title={word('commentTitle')}
          />
        </Box>
      )}
    </>
  );
};
