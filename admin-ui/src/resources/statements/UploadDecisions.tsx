import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { CommandButton } from '../../commands/CommandButton';
import { useCommand } from '../../commands/useCommand';
import { formatBusinessDate } from '../../parts/formatting';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Section } from '../../parts/Section';
import type { Preview, Upload } from './answers';
import { useNamed } from '../catalogue/useNamed';

const pathOf = ({ id }: Upload): string => `statement-uploads/${encodeURIComponent(id)}`;

/** Says whose the file is and of which day, where it was not recognised or not rightly. */
export const LookAgain = ({
  upload,
  preview,
}: {
  readonly upload: Upload;
  readonly preview: Preview;
}) => {
  const translate = useTranslate();
  const { choices } = useNamed('source');
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
export const Confirm = ({
  upload,
  preview,
}: {
  readonly upload: Upload;
  readonly preview: Preview;
}) => {
  const translate = useTranslate();
  const receipt = useCommand<Upload>();
  const away = useCommand<Upload>();
  const [locale] = useLocaleState();
  const { nameOf: sourceName } = useNamed('source');
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
