import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';

import { CommandButton } from '../../commands/CommandButton';
import { useCommand } from '../../commands/useCommand';
import { CopyText } from '../../parts/CopyText';
import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate, formatInstant } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { PageTitle } from '../../parts/PageTitle';
import { Person, useNameOf } from '../../parts/Person';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Section } from '../../parts/Section';
import { ErrorState, LoadingState } from '../../parts/states';
import { Jst } from '../../parts/values';
import { isAtWork, type Preview, type Upload, type UploadResult } from './answers';
import { MatchingFigures, PreviewSection, Sentences, Settles } from './PreviewSection';
import { UploadProgress } from './UploadProgress';
import { useSources } from './useSources';
import { useUpload } from './useUploads';

const pathOf = ({ id }: Upload): string => `statement-uploads/${encodeURIComponent(id)}`;

/** Says whose the file is and of which day, where it was not recognised or not rightly. */
const LookAgain = ({ upload, preview }: { readonly upload: Upload; readonly preview: Preview }) => {
  const translate = useTranslate();
  const { choices } = useSources();
  const { run, pending, problem } = useCommand<Upload>();
  const [source, setSource] = useState(upload.source ?? preview.source ?? '');
  const [date, setDate] = useState(upload.date ?? preview.date ?? '');
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const look = (as: { source?: string; date?: string }): void =>
    void run({ path: `${pathOf(upload)}/preview`, body: as });
  const body = { ...(source !== '' && { source }), ...(date !== '' && { date }) };
  const { businessDate } = preview;
  return (
    <Section title={word('preview.lookAgain')}>
      <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 2, alignItems: { sm: 'center' } }}>
        <TextField
          label={word('source')}
          onChange={({ target }) => setSource(target.value)}
          select
          size="small"
          sx={{ minWidth: 200 }}
          value={source}
          variant="outlined"
        >
          <MenuItem value="">{word('preview.recognise')}</MenuItem>
          {choices.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={word('date')}
          onChange={({ target }) => setDate(target.value)}
          size="small"
          slotProps={{ inputLabel: { shrink: true } }}
          type="date"
          value={date}
          variant="outlined"
        />
        <Button
          disabled={pending}
          onClick={() => look(body)}
          sx={{ flexShrink: 0 }}
          variant="outlined"
        >
          {word('preview.look')}
        </Button>
        {businessDate !== null && upload.date !== null && businessDate !== upload.date && (
          <Button
            disabled={pending}
            onClick={() => look(source === '' ? {} : { source })}
            variant="contained"
          >
            {word('preview.useOwnDate')}
          </Button>
        )}
      </Stack>
      <ProblemAlert problem={problem} />
    </Section>
  );
};

/** Receives the file as it was looked at, in the place of another one with a reason. */
const Confirm = ({ upload, preview }: { readonly upload: Upload; readonly preview: Preview }) => {
  const translate = useTranslate();
  const receipt = useCommand<Upload>();
  const away = useCommand<Upload>();
  const [locale] = useLocaleState();
  const { nameOf: sourceName } = useSources();
  const word = (key: string): string => translate(`chobo.statements.preview.${key}`);
  const { source, date, occupant, state, obstacles } = preview;
  const pending = receipt.pending || away.pending;
  const mayReceive =
    source !== null && date !== null && state !== 'refused' && obstacles.length === 0;
  const path = `${pathOf(upload)}/receipt`;
  const replaces = occupant !== null && !occupant.sameBytes;
  const of = {
    source: source === null ? '–' : sourceName(source),
    date: date === null ? '–' : formatBusinessDate(date, locale),
  };
  return (
    <>
      <Stack direction="row" sx={{ gap: 1, mb: 2, flexWrap: 'wrap' }}>
        {mayReceive && !replaces && (
          <Button
            disabled={pending}
            onClick={() => void receipt.run({ path, body: { source, date } })}
            variant="contained"
          >
            {translate(
              `chobo.statements.preview.${occupant === null ? 'receive' : 'receiveAgain'}`,
              of,
            )}
          </Button>
        )}
        {mayReceive && replaces && (
          <CommandButton<Upload>
            command={({ reason }) => ({ path, body: { source, date, supersede: { reason } } })}
            confirm={word('replace')}
            danger
            draft={`upload ${upload.id} supersede`}
            intro={word('replaceIntro')}
            label={word('replace')}
            reason="required"
            title={word('replaceTitle')}
            variant="contained"
          />
        )}
        <Button
          disabled={pending}
          onClick={() => void away.run({ path: `${pathOf(upload)}/discarding` })}
        >
          {word('discard')}
        </Button>
        <Button component={Link} to="/statements/upload">
          {word('another')}
        </Button>
      </Stack>
      {pending && <LinearProgress aria-label={translate('chobo.frame.sending')} sx={{ mb: 2 }} />}
      <ProblemAlert onRefresh={() => void receipt.refresh()} problem={receipt.problem} />
      <ProblemAlert onRefresh={() => void away.refresh()} problem={away.problem} />
    </>
  );
};

const SEVERITY = { accepted: 'success', held: 'warning', refused: 'error' } as const;

const Result = ({ result }: { readonly result: UploadResult }) => {
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

const End = ({ upload }: { readonly upload: Upload }) => {
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

const Body = ({ upload }: { readonly upload: Upload }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const may = useMay();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const { state, preview, result } = upload;
  const lookAgain =
    preview !== null && may('statements:receive') ? (
      <LookAgain
        key={`${preview.source ?? ''} ${preview.date ?? ''}`}
        preview={preview}
        upload={upload}
      />
    ) : null;
  const isUnclear = preview?.state === 'refused' || preview?.date === null;
  return (
    <>
      {isAtWork(upload) && (
        <Section title={word('upload.progress')}>
          <UploadProgress upload={upload} />
        </Section>
      )}
      {result !== null && <Result result={result} />}
      {(state === 'failed' || state === 'discarded') && <End upload={upload} />}
      {state === 'previewed' && preview !== null && (
        <>
          {may('statements:receive') && <Confirm preview={preview} upload={upload} />}
          <PreviewSection preview={preview}>{isUnclear && lookAgain}</PreviewSection>
          {!isUnclear && lookAgain}
        </>
      )}
      <Section title={word('facts')}>
        <FactTable
          facts={[
            { label: word('fileName'), value: upload.fileName },
            { label: word('upload.by'), value: <Person actor={upload.handedInBy} /> },
            { label: word('upload.at'), value: <Jst value={upload.handedInAt} /> },
            { label: word('bytes'), value: upload.bytes.toLocaleString(locale) },
            { label: 'SHA-256', value: <CopyText label="SHA-256" value={upload.sha256} /> },
          ]}
        />
      </Section>
    </>
  );
};

/** One file on its way in: its preview, its progress, what became of it. */
export const UploadShow = () => {
  const translate = useTranslate();
  const { id = '' } = useParams();
  const { data, error, refetch } = useUpload(id);
  const again = (): void => void refetch();
  return (
    <>
      <PageTitle
        title={
          data === undefined
            ? translate('chobo.statements.upload.title')
            : translate('chobo.statements.upload.one', { name: data.fileName })
        }
      />
      {data !== undefined ? (
        <Body upload={data} />
      ) : error === null ? (
        <LoadingState onRetry={again} />
      ) : (
        <ErrorState error={error} onRetry={again} />
      )}
    </>
  );
};
