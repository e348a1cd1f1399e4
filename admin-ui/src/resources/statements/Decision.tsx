import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';

import type { Page } from '../../api/answers';
import { askView } from '../../api/client';
import { CommandButton } from '../../commands/CommandButton';
import type { Statement, Upload } from './answers';

/** The file that has the day of a held one; null while there is none. */
const useOccupant = ({ source, date }: Statement): string | null => {
  const { data } = useQuery({
    queryKey: ['occupant', source, date],
    queryFn: () => {
      const filter = JSON.stringify({ source, from: date, to: date });
      return askView<Page<{ statementId: string }>>(
        `reconciliation-days?filter=${encodeURIComponent(filter)}&limit=1`,
      );
    },
  });
  return data?.data[0]?.statementId ?? null;
};

/** A held file waits for somebody who takes it as it is, or turns it away; both say why. */
export const Decision = ({ statement }: { readonly statement: Statement }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const occupant = useOccupant(statement);
  const word = (key: string): string => translate(`chobo.statements.decision.${key}`);
  const path = `statements/${encodeURIComponent(statement.id)}`;
  const replaces = occupant !== null;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      <Typography sx={{ mb: 1 }}>{word('waits')}</Typography>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <CommandButton<Upload>
          command={({ reason, supersede }) => ({
            path: `${path}/acceptance`,
            body: { reason, ...(supersede === 'true' && { supersede: true }) },
            ifMatch: statement.revision,
          })}
          complete={({ supersede }) => !replaces || supersede === 'true'}
          confirm={word('accept')}
          draft={`statement ${statement.id} acceptance`}
          {...(replaces && {
            fields: (values, change) => (
              <FormControlLabel
                control={
                  <Checkbox
                    checked={values['supersede'] === 'true'}
                    onChange={({ target }) => change({ supersede: String(target.checked) })}
                  />
                }
                label={word('supersede')}
              />
            ),
          })}
          intro={word('acceptIntro')}
          label={word('accept')}
          onDone={({ id }) => void navigate(`/statements/upload/${id}`)}
          reason="required"
          title={word('acceptTitle')}
          variant="contained"
        />
        <CommandButton
          command={({ reason }) => ({
            path: `${path}/rejection`,
            body: { reason },
            ifMatch: statement.revision,
          })}
          confirm={word('reject')}
          danger
          draft={`statement ${statement.id} rejection`}
          intro={word('rejectIntro')}
          label={word('reject')}
          reason="required"
          title={word('rejectTitle')}
        />
      </Stack>
    </Alert>
  );
};
