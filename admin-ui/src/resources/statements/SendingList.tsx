import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSyncExternalStore } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';

import { ProblemAlert } from '../../parts/ProblemAlert';
import { allSendings, forgetSending, type Sending } from './sendings';

const One = ({
  sending,
  onRetry,
}: {
  readonly sending: Sending;
  readonly onRetry: (file: File) => void;
}) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { file, sent, problem } = sending;
  const word = (key: string): string => translate(`chobo.statements.upload.${key}`);
  const share = file.size === 0 ? 100 : Math.floor((sent / file.size) * 100);
  return (
    <Paper sx={{ p: 2, mb: 2 }} variant="outlined">
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{file.name}</Typography>
      {problem === null ? (
        <Box role="status">
          <LinearProgress
            aria-label={word('sending')}
            sx={{ my: 1 }}
            value={share}
            variant="determinate"
          />
          <Typography variant="body2">
            {translate('chobo.statements.upload.sent', {
              sent: sent.toLocaleString(locale),
              of: file.size.toLocaleString(locale),
            })}
          </Typography>
        </Box>
      ) : (
        <ProblemAlert problem={problem} />
      )}
      <Stack direction="row" sx={{ gap: 1, mt: 1 }}>
        {problem === null ? (
          <Button onClick={sending.cancel}>{translate('ra.action.cancel')}</Button>
        ) : (
          <>
            <Button onClick={() => onRetry(file)} variant="contained">
              {word('sendAgain')}
            </Button>
            <Button onClick={() => forgetSending(sending.id)}>{word('forget')}</Button>
          </>
        )}
      </Stack>
    </Paper>
  );
};

/** Files on their way to the server, and those that did not arrive. */
export const SendingList = ({ onRetry }: { readonly onRetry: (file: File) => void }) => {
  const sendings = useSyncExternalStore(allSendings.subscribe, allSendings.current);
  return sendings.map((sending) => <One key={sending.id} onRetry={onRetry} sending={sending} />);
};
