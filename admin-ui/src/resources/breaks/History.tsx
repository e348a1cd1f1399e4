import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import { useNameOf } from '../../parts/Person';
import { Jst } from '../../parts/values';
import type { HistoryEntry, Worked } from './answers';
import { currencyOf, useResolutionText } from './useSentences';
import { useWord } from './useWord';

/** What people did about a break, in their words, the last first. */
export const History = ({ found }: { readonly found: Worked }) => {
  const word = useWord();
  const nameOf = useNameOf();
  const resolutionText = useResolutionText();
  const [locale] = useLocaleState();
  if (found.history.length === 0) {
    return <Typography color="text.secondary">{word('noHistory')}</Typography>;
  }
  const list = (texts: readonly string[]): string => new Intl.ListFormat(locale).format(texts);
  const sentence = ({ what, actor, assignee, resolution, match }: HistoryEntry): string =>
    word(`did.${what}`, {
      person: nameOf(actor),
      assignee: assignee === null ? word('nobody') : nameOf(assignee),
      items: list(match?.items ?? []),
      lines: list((match?.lines ?? []).map(String)),
      resolution: resolution === null ? '' : resolutionText(resolution, currencyOf(found)),
    });
  const hasWords = ({ what }: HistoryEntry): boolean =>
    ['commented', 'proposed', 'rejected', 'undone', 'match_rejected'].includes(what);
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
