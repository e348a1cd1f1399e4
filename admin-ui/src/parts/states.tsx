import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { useListContext, useTranslate } from 'react-admin';
import { useEffect, useState } from 'react';

import { ApiProblem } from '../api/problem';
import { useProblemMessage } from './problemMessage';

/** After this long a wait is explained, in ms. */
const SLOW_MS = 10_000;

type Again = { readonly onRetry: () => void };

const RetryButton = ({ onRetry }: Again) => {
  const translate = useTranslate();
  return (
    <Button color="inherit" onClick={onRetry} size="small" variant="outlined">
      {translate('chobo.frame.retry')}
    </Button>
  );
};

/** A wait with an end: what takes long says so and can be asked for again. */
export const LoadingState = ({ onRetry }: Again) => {
  const translate = useTranslate();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box
      role="status"
      sx={{ p: 3, display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}
    >
      <CircularProgress aria-label={translate('chobo.frame.loading')} size={24} />
      <Typography>{translate(slow ? 'chobo.frame.slow' : 'chobo.frame.loading')}</Typography>
      {slow && <RetryButton onRetry={onRetry} />}
    </Box>
  );
};

/** What could not be shown, why, and what to do next. */
export const ErrorState = ({ error, onRetry }: Again & { readonly error: unknown }) => {
  const translate = useTranslate();
  const messageOf = useProblemMessage();
  const id = error instanceof ApiProblem ? error.requestId : null;
  return (
    <Alert severity="error" action={<RetryButton onRetry={onRetry} />} sx={{ my: 2 }}>
      <strong>{translate('chobo.frame.failed')}</strong>
      <br />
      {messageOf(error)}
      {id !== null && (
        <>
          <br />
          {translate('chobo.frame.reference', { id })}
        </>
      )}
    </Alert>
  );
};

/** The error of the list around it. */
export const ListError = () => {
  const list = useListContext();
  const { refetch } = list;
  return <ErrorState error={list.error} onRetry={() => void refetch()} />;
};

/** Nothing to show: because of the search, or because there is nothing. */
export const EmptyState = ({ text }: { readonly text?: string }) => {
  const translate = useTranslate();
  return (
    <Typography color="text.secondary" sx={{ p: 3 }}>
      {text ?? translate('chobo.frame.empty')}
    </Typography>
  );
};

/** An empty list; what was searched for can be given up. */
export const EmptyList = () => {
  const translate = useTranslate();
  const list = useListContext();
  if (Object.keys(list.filterValues as object).length === 0) return <EmptyState />;
  return (
    <Box sx={{ p: 3, display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
      <Typography color="text.secondary">{translate('chobo.frame.emptyFiltered')}</Typography>
      <Button onClick={() => list.setFilters({}, [])} size="small" variant="outlined">
        {translate('ra.navigation.clear_filters')}
      </Button>
    </Box>
  );
};
