import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { Amount } from '../../parts/values';
import type { Choice } from './answers';
import { postingLines } from './postings';
import { useWord } from './useWord';

/** What a resolution will post in the books. */
export const Postings = ({
  postings,
  amount,
  currency,
  account,
}: {
  readonly postings: NonNullable<Choice['postings']>;
  /** Minor units; null while none has been typed. */
  readonly amount: number | null;
  readonly currency: string;
  /** The account that the proposal names. */
  readonly account: string | null;
}) => {
  const word = useWord();
  return (
    <Box sx={{ my: 1 }}>
      <Typography variant="body2">{word('postings')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 3 }}>
        {postingLines(postings, amount ?? 0, account).map((line) => (
          <Box component="li" key={line.side} sx={{ overflowWrap: 'anywhere' }}>
            {word('posting', {
              side: word(line.side),
              account: line.account ?? word('accountToCome'),
            })}{' '}
            {amount !== null && <Amount value={{ amount: Math.abs(amount), currency }} />}
          </Box>
        ))}
      </Box>
    </Box>
  );
};
