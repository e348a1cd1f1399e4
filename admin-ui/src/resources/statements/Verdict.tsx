import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { formatBusinessDate, formatInstant } from '../../parts/formatting';
import { useNameOf } from '../../parts/Person';
import type { Preview } from './answers';
import { Sentences } from './Sentences';

const SEVERITY = { accepted: 'success', held: 'warning', refused: 'error' } as const;

/** What the file would be, and what is in its way, before anything is done. */
export const Verdict = ({ preview }: { readonly preview: Preview }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const nameOf = useNameOf();
  const word = (key: string): string => translate(`chobo.statements.preview.${key}`);
  const { state, reasons, obstacles, occupant, known, date, source, candidates } = preview;
  const others = known.filter(({ statementId }) => statementId !== occupant?.statementId);
  const isUnclear = source === null && candidates.length > 1;
  return (
    <>
      <Alert severity={isUnclear ? 'warning' : SEVERITY[state]} sx={{ mb: 2 }}>
        <AlertTitle>{word(isUnclear ? 'unclearSource' : `verdict.${state}`)}</AlertTitle>
        {reasons.length > 0 && <Sentences problems={reasons} />}
        {state === 'held' && word('heldNext')}
      </Alert>
      {source !== null && date === null && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {word('noDate')}
        </Alert>
      )}
      {obstacles.length > 0 && (
        <Alert severity="error" sx={{ mb: 2 }}>
          <AlertTitle>{word('obstacles')}</AlertTitle>
          <Sentences problems={obstacles} />
        </Alert>
      )}
      {occupant !== null && (
        <Alert severity={occupant.sameBytes ? 'info' : 'warning'} sx={{ mb: 2 }}>
          {translate(`chobo.statements.preview.${occupant.sameBytes ? 'sameFile' : 'occupied'}`, {
            name: nameOf(occupant.acceptedBy),
            at: formatInstant(occupant.acceptedAt, locale),
          })}{' '}
          <MuiLink
            color="inherit"
            component={Link}
            to={`/statements/${encodeURIComponent(occupant.statementId)}/show`}
          >
            {word('showStatement')}
          </MuiLink>
        </Alert>
      )}
      {others.length > 0 && (
        <Alert severity="info" sx={{ mb: 2 }}>
          <AlertTitle>{word('known')}</AlertTitle>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {others.map((one) => (
              <li key={one.statementId}>
                <MuiLink
                  color="inherit"
                  component={Link}
                  to={`/statements/${encodeURIComponent(one.statementId)}/show`}
                >
                  {translate('chobo.statements.preview.knownAs', {
                    state: translate(`chobo.statements.states.${one.state}`),
                    date: formatBusinessDate(one.date, locale),
                    name: nameOf(one.receivedBy),
                    at: formatInstant(one.receivedAt, locale),
                  })}
                </MuiLink>
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </>
  );
};
