import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { formatInstant } from '../../parts/formatting';
import { useNameOf } from '../../parts/Person';
import { Section } from '../../parts/Section';
import type { Upload, UploadResult } from './answers';
import { MatchingFigures, Settles } from './MatchingFigures';
import { Sentences } from './Sentences';

const SEVERITY = { accepted: 'success', held: 'warning', refused: 'error' } as const;

/** What became of a file that was received. */
export const Result = ({ result }: { readonly result: UploadResult }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const word = (key: string): string => translate(`chobo.statements.result.${key}`);
  const { source, date, state, repeated, firstReceived, statementId, counts } = result;
  const day = `${source}:${date}`;
  const filter = encodeURIComponent(JSON.stringify({ source, date }));
  return (
    <Section title={word('title')}>
      <Alert severity={repeated ? 'info' : SEVERITY[state]} sx={{ mb: 2 }}>
        <AlertTitle>{word(repeated ? 'repeated' : state)}</AlertTitle>
        {repeated &&
          firstReceived !== null &&
          translate('chobo.statements.result.firstReceived', {
            name: nameOf(firstReceived.by),
            at: formatInstant(firstReceived.at, locale),
          })}
        {state !== 'accepted' && <Sentences problems={result.reasons} />}
      </Alert>
      {counts !== null && <MatchingFigures counts={counts} />}
      <Settles settles={result.settles} titleKey="chobo.statements.result.settles" />
      <Stack direction="row" sx={{ gap: 1, mt: 2, flexWrap: 'wrap' }}>
        {state === 'accepted' && (
          <>
            <Button component={Link} to={`/reconciliation-days/${day}/show`} variant="contained">
              {word('toDay')}
            </Button>
            <Button component={Link} to={`/breaks?filter=${filter}`} variant="outlined">
              {word('toBreaks')}
            </Button>
          </>
        )}
        {statementId !== null && (
          <Button
            component={Link}
            to={`/statements/${encodeURIComponent(statementId)}/show`}
            variant="outlined"
          >
            {word('toStatement')}
          </Button>
        )}
        <Button component={Link} to="/statements/upload">
          {translate('chobo.statements.preview.another')}
        </Button>
      </Stack>
    </Section>
  );
};

/** Why a file was not received. */
export const End = ({ upload }: { readonly upload: Upload }) => {
  const translate = useTranslate();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const isDiscarded = upload.state === 'discarded';
  return (
    <Alert
      action={
        <Button color="inherit" component={Link} size="small" to="/statements/upload">
          {word('preview.another')}
        </Button>
      }
      severity={isDiscarded ? 'info' : 'error'}
      sx={{ mb: 2 }}
    >
      <AlertTitle>{word(`uploadStates.${upload.state}`)}</AlertTitle>
      {isDiscarded
        ? word('discardedWhy')
        : translate(`chobo.statements.failures.${upload.failure?.code ?? 'failed'}`)}
    </Alert>
  );
};
