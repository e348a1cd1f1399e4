import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate } from '../../parts/formatting';
import { Amount, Jst } from '../../parts/values';
import type { BreakDetail, Candidate } from './answers';
import { candidateKey, handMatchOf } from './handMatch';
import { useWord } from './useWord';

/** In what a candidate is like the break, in words. */
const likenessOf = (found: BreakDetail, candidate: Candidate): readonly string[] => {
  const [side] = found.ours.length > 0 ? found.ours : found.theirs;
  if (side === undefined) return [];
  return [
    ...(candidate.reference !== '' && side.reference === candidate.reference
      ? ['sameReference']
      : []),
    ...(side.card === candidate.card ? ['sameCard'] : []),
    ...(side.amount?.amount === candidate.amount.amount ? ['sameAmount'] : []),
  ];
};

/** The candidates to choose from, and whether what is chosen comes to the same on both sides. */
export const HandMatchFields = ({
  found,
  chosen,
  onChoose,
}: {
  readonly found: BreakDetail;
  /** Keys of candidates. */
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const match = handMatchOf(
    found,
    found.candidates.filter((candidate) => chosen.includes(candidateKey(candidate))),
  );
  const nameOf = ({ item, fileLine, date }: Candidate): string =>
    item === null
      ? word('candidateLine', {
          line: String(fileLine),
          date: formatBusinessDate(date, locale),
        })
      : word('candidateItem', { item, date: formatBusinessDate(date, locale) });
  const list = (texts: readonly string[]): string => new Intl.ListFormat(locale).format(texts);
  const gap =
    match.ours === null || match.theirs === null
      ? null
      : { ...match.theirs, amount: match.theirs.amount - match.ours.amount };
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <Typography component="legend" sx={{ fontWeight: 600 }}>
        {word('candidates')}
      </Typography>
      {found.candidates.length === 0 && (
        <Typography color="text.secondary">{word('noCandidates')}</Typography>
      )}
      <FormGroup>
        {found.candidates.map((candidate) => {
          const key = candidateKey(candidate);
          return (
            <FormControlLabel
              control={
                <Checkbox
                  checked={chosen.includes(key)}
                  onChange={(_event, isChosen) =>
                    onChoose(isChosen ? [...chosen, key] : chosen.filter((other) => other !== key))
                  }
                />
              }
              key={key}
              label={
                <Box sx={{ overflowWrap: 'anywhere' }}>
                  {nameOf(candidate)} · <Amount value={candidate.amount} /> ·{' '}
                  <Jst value={candidate.at} /> ·{' '}
                  {list(likenessOf(found, candidate).map((key) => word(key)))}
                </Box>
              }
            />
          );
        })}
      </FormGroup>
      <Box aria-live="polite" sx={{ my: 1 }}>
        <FactTable
          facts={[
            { label: word('sumOurs'), value: <Amount value={match.ours} /> },
            { label: word('sumTheirs'), value: <Amount value={match.theirs} /> },
            { label: word('sumDifference'), value: <Amount signed value={gap} /> },
          ]}
        />
        <Typography sx={{ mt: 1 }} variant="body2">
          {word(match.missing ?? 'balanced')}
        </Typography>
      </Box>
    </Box>
  );
};
