import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';

import { PrintButton } from '../../parts/PrintButton';
import type { Statement } from './answers';

/** The original file, its problems to be sent back to whoever made it, and the page on paper. */
export const Downloads = ({ statement }: { readonly statement: Statement }) => {
  const translate = useTranslate();
  const root = `/api/v1/statements/${encodeURIComponent(statement.id)}`;
  const hasProblems = statement.problemCount + statement.reasons.length > 0;
  return (
    <Stack className="no-print" direction="row" sx={{ flexWrap: 'wrap', gap: 1, mb: 2 }}>
      <Button
        component="a"
        download
        href={`${root}/original`}
        startIcon={<DownloadOutlined />}
        variant="outlined"
      >
        {translate('chobo.statements.downloadOriginal')}
      </Button>
      {hasProblems && (
        <Button
          component="a"
          download
          href={`${root}/problems.csv`}
          startIcon={<DownloadOutlined />}
          variant="outlined"
        >
          {translate('chobo.statements.downloadProblems')}
        </Button>
      )}
      <PrintButton />
    </Stack>
  );
};
