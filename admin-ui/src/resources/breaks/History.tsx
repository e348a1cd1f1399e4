import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { useNameOf } from '../../parts/Person';
import { Jst } from '../../parts/values';
import type { BreakDetail, HistoryEntry } from './answers';
import { currencyOf, useResolutionText } from './useSentences';
import { useWord } from './useWord';

/** What people did about a break, in their words, the last first. */
export const History = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const resolutionText = useResolutionText();
  if (found.history.length === 0) {
    return <Typography color="text.secondary">{word('noHistory')}</Typography>;
  }
  const sentence = ({ what, actor, assignee, resolution }: HistoryEntry): string =>
    word(`did.${what}`, {
      person: nameOf(actor),
      assignee: assignee === null ? word('nobody') : nameOf(assignee),
      resolution: resolution === null ? '' : resolutionText(resolution, currencyOf(found)),
    });
  const hasWords = ({ what }: HistoryEntry): boolean =>
    ['commented', 'proposed', 'rejected', 'undone'].includes(what);
  return (
    <Box component="ol" reversed sx={{ m: 0, pl: 3 }}>
      {found.history.toReversed().map((entry) => (
        <Box component="li" key={entry.revision} sx={{ mb: 1.5 }}>
          <Box sx={{ overflowWrap: 'anywhere' }}>{sentence(entry)}</Box>
          {hasWords(entry) && (
            <Typography
              component="blockquote"
              sx={{
                m: 0,
                pl: 1.5,
                borderLeft: 3,
                borderColor: 'divider',
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
              }}
            >
              {entry.text ?? word('erased')}
            </Typography>
          )}
          <Typography color="text.secondary" component="div" variant="body2">
            <Jst value={entry.at} />
          </Typography>
        </Box>
      ))}
    </Box>
  );
};
