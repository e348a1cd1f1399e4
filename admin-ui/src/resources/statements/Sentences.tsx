import Box from '@mui/material/Box';
import { useLocaleState, useTranslate } from 'react-admin';

import type { StatementProblem } from './answers';
import { useProblemSentence } from './useProblemSentence';

/** Problems of a file, a sentence each. */
export const Sentences = ({ problems }: { readonly problems: readonly StatementProblem[] }) => {
  const sentenceOf = useProblemSentence();
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.fileLine ?? 0} ${problem.column ?? ''}`}>
          {sentenceOf(problem)}
          {problem.fileLine !== null &&
            ` ${translate('chobo.statements.place', {
              line: problem.fileLine.toLocaleString(locale),
            })}`}
        </li>
      ))}
    </Box>
  );
};
