import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';

/** What browsers say of a piece of the console that they cannot get, as after a new version came. */
const PIECE_MISSING = /dynamically imported module|importing a module script|preload CSS/i;

/** A page that broke: what may be the cause, and the way on. What was typed outlives it. */
export const PageFailure = ({ error }: { readonly error: unknown }) => {
  const translate = useTranslate();
  const message = error instanceof Error ? error.message : String(error);
  const isMissing = PIECE_MISSING.test(message);
  return (
    <Alert
      action={
        <Button color="inherit" onClick={() => window.location.reload()} variant="outlined">
          {translate('chobo.frame.loadAgain')}
        </Button>
      }
      severity={isMissing ? 'warning' : 'error'}
      sx={{ my: 2 }}
    >
      <strong>{translate('chobo.frame.failed')}</strong>
      <Box>{translate(`chobo.frame.${isMissing ? 'pieceMissing' : 'pageBroke'}`)}</Box>
      {!isMissing && (
        <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
          {message}
        </Box>
      )}
    </Alert>
  );
};
