import Box from '@mui/material/Box';
import { useLocaleState, useTranslate } from 'react-admin';

import { SimpleTable } from '../../parts/SimpleTable';
import type { StatementProblem } from './answers';
import { useColumnOf, useProblemSentence } from './useProblemSentence';

/** Problems of a file by their place; with the original line where it is told. */
export const ProblemTable = ({
  name,
  rows,
}: {
  readonly name: string;
  readonly rows: readonly (StatementProblem & { readonly raw?: string | null })[];
}) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const sentenceOf = useProblemSentence();
  const columnOf = useColumnOf();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const hasRaw = rows.some(({ raw }) => raw !== undefined);
  return (
    <SimpleTable
      columns={[
        {
          name: word('fileLine'),
          numeric: true,
          cell: ({ fileLine }) => fileLine?.toLocaleString(locale) ?? '–',
        },
        { name: word('column'), cell: (problem) => <Short text={columnOf(problem)} /> },
        { name: word('value'), cell: ({ value }) => <Short text={value} /> },
        {
          name: word('why'),
          cell: (problem) => <Box sx={{ minWidth: 200 }}>{sentenceOf(problem)}</Box>,
        },
        ...(hasRaw
          ? [
              {
                name: word('raw'),
                cell: ({ raw }: { readonly raw?: string | null }) => <Raw text={raw ?? null} />,
              },
            ]
          : []),
      ]}
      idOf={({ fileLine, column, code }) => `${fileLine ?? 0} ${column ?? ''} ${code}`}
      name={name}
      rows={rows}
    />
  );
};

const Short = ({ text }: { readonly text: string | null }) => (
  <Box component="span" sx={{ whiteSpace: 'pre', overflowWrap: 'anywhere' }}>
    {text === null || text === '' ? '–' : text}
  </Box>
);

const Raw = ({ text }: { readonly text: string | null }) => (
  <Box
    component="code"
    sx={{
      display: 'block',
      whiteSpace: 'pre',
      fontSize: '0.8rem',
      maxWidth: 640,
      overflow: 'auto',
    }}
    tabIndex={text === null ? undefined : 0}
  >
    {text ?? '–'}
  </Box>
);
