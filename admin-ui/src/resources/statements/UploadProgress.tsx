import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';

import { formatBusinessDate } from '../../parts/formatting';
import type { Upload } from './answers';

/** What the work on a file is at, in words. */
export const useProgressText = (): ((upload: Upload) => string) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return ({ progress }) => {
    const { stage, done, of, date } = progress ?? {
      stage: 'waiting' as const,
      done: 0,
      of: null,
      date: null,
    };
    const key = stage === 'waiting' ? stage : of === null ? `${stage}Unknown` : stage;
    return translate(`chobo.statements.progress.${key}`, {
      done: done.toLocaleString(locale),
      of: of?.toLocaleString(locale) ?? '–',
      date: date === null ? '–' : formatBusinessDate(date, locale),
    });
  };
};

/** How far the work on a file is. It goes on without this page. */
export const UploadProgress = ({ upload }: { readonly upload: Upload }) => {
  const translate = useTranslate();
  const textOf = useProgressText();
  const { done = 0, of = null, stage } = upload.progress ?? {};
  const isKnown = of !== null && of > 0 && stage === 'reading';
  const text = textOf(upload);
  return (
    <Box role="status">
      <Typography sx={{ fontWeight: 600 }}>
        {translate(`chobo.statements.uploadStates.${upload.state}`)}
      </Typography>
      <LinearProgress
        aria-label={text}
        sx={{ my: 1 }}
        variant={isKnown ? 'determinate' : 'indeterminate'}
        {...(isKnown && { value: Math.min(100, Math.floor((done / of) * 100)) })}
      />
      <Typography variant="body2">{text}</Typography>
      <Typography color="text.secondary" variant="body2">
        {translate('chobo.statements.progress.mayLeave')}
      </Typography>
    </Box>
  );
};
