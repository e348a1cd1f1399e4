import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { Read } from '../../parts/Read';
import { ScrollRegion } from '../../parts/ScrollRegion';
import type { BreakDetail, RawLines as Answer } from './answers';
import { useWord } from './useWord';

/** The lines of a break as they stand in the file, with their numbers. */
export const RawLines = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  if (found.lines.length === 0) {
    return <Typography color="text.secondary">{word('noRawLines')}</Typography>;
  }
  return (
    <Read<Answer> path={`breaks/${found.id}/raw-lines`}>
      {({ isFileKept, lines }) =>
        isFileKept ? (
          <ScrollRegion name={word('rawLines')}>
            <Box component="dl" sx={{ m: 0 }}>
              {lines.map(({ fileLine, text }) => (
                <Box key={fileLine} sx={{ display: 'flex', gap: 2 }}>
                  <Box component="dt" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                    {word('line', { line: String(fileLine) })}
                  </Box>
                  <Box component="dd" sx={{ m: 0, fontFamily: 'monospace', whiteSpace: 'pre' }}>
                    {text}
                  </Box>
                </Box>
              ))}
            </Box>
          </ScrollRegion>
        ) : (
          <Typography color="text.secondary">{word('rawLinesMissing')}</Typography>
        )
      }
    </Read>
  );
};
