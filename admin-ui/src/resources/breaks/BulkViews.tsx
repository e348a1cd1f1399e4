import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import { ApiProblem } from '../../api/problem';
import { FactTable } from '../../parts/FactTable';
import { useProblemMessage } from '../../parts/problemMessage';
import { SimpleTable } from '../../parts/SimpleTable';
import { Amount, BusinessDay } from '../../parts/values';
import { AccountLabel } from '../ledger/AccountLabel';
import {
  csvOf,
  type BulkAction,
  type BulkOutcome,
  type BulkPreview,
  type BulkRefusal,
} from './bulk';
import { useKindName, useWord } from './useWord';

type PreviewRow = BulkPreview['breaks'][number];
type SignedRow = PreviewRow & { readonly signed: NonNullable<PreviewRow['signed']> };

const useRefusalText = (): ((refusal: BulkRefusal) => string) => {
  const messageOf = useProblemMessage();
  return ({ code, facts }) => messageOf(new ApiProblem({ code, status: 409, facts }));
};

const Refused = ({
  rows,
}: {
  readonly rows: readonly (PreviewRow & { readonly refusal: BulkRefusal })[];
}) => {
  const word = useWord();
  const kindName = useKindName();
  const refusalText = useRefusalText();
  if (rows.length === 0) return null;
  return (
    <>
      <Typography component="h3" sx={{ mt: 2, fontWeight: 600 }} variant="body1">
        {word('previewRefused')}
      </Typography>
      <SimpleTable
        columns={[
          { name: word('date'), cell: ({ date }) => <BusinessDay value={date} /> },
          { name: word('kind'), cell: ({ kind }) => kindName(kind) },
          {
            name: word('difference'),
            numeric: true,
            cell: ({ difference }) => <Amount signed value={difference} />,
          },
          { name: word('bulkReason'), cell: ({ refusal }) => refusalText(refusal) },
        ]}
        idOf={({ id }) => id}
        name={word('previewRefused')}
        rows={rows}
      />
    </>
  );
};

/** What a signature under all of them carries out: it need not be the difference. */
const ToBeSigned = ({ rows }: { readonly rows: readonly SignedRow[] }) => {
  const word = useWord();
  const kindName = useKindName();
  if (rows.length === 0) return null;
  return (
    <>
      <Typography component="h3" sx={{ mt: 2, fontWeight: 600 }} variant="body1">
        {word('previewSigned')}
      </Typography>
      <SimpleTable
        columns={[
          { name: word('date'), short: true, cell: ({ date }) => <BusinessDay value={date} /> },
          { name: word('kind'), cell: ({ kind }) => kindName(kind) },
          {
            name: word('difference'),
            numeric: true,
            cell: ({ difference }) => <Amount signed value={difference} />,
          },
          { name: word('bulkHow'), cell: ({ signed }) => <Named {...signed} /> },
          {
            name: word('previewPosted'),
            numeric: true,
            cell: ({ signed }) => <Amount signed value={signed.amount} />,
          },
          {
            name: word('account'),
            cell: ({ signed: { account } }) =>
              account === null ? '–' : <AccountLabel ledgerAccount={account} />,
          },
        ]}
        idOf={({ id }) => id}
        name={word('previewSigned')}
        rows={rows}
      />
    </>
  );
};

/** Which way a proposal resolves its break; of a refund, which one. */
const Named = ({ resolution }: SignedRow['signed']) => {
  const word = useWord();
  const way = word(`choices.${resolution.kind}`);
  return resolution.kind === 'refund'
    ? word('resolutionRefund', { resolution: way, refundId: resolution.refundId })
    : way;
};

/** What would be done to how many, what it comes to, and to which it cannot be done and why. */
export const BulkPreviewView = ({
  shown,
  type,
}: {
  readonly shown: BulkPreview;
  readonly type: BulkAction['type'];
}) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const refused = shown.breaks.flatMap((row) =>
    row.refusal === null ? [] : [{ ...row, refusal: row.refusal }],
  );
  const toBeSigned = shown.breaks.flatMap((row) =>
    row.refusal !== null || row.signed === null ? [] : [{ ...row, signed: row.signed }],
  );
  return (
    <>
      {shown.hasMore && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {word('previewMore', { count: shown.count.toLocaleString(locale) })}
        </Alert>
      )}
      <FactTable
        facts={[
          { label: word('previewCount'), value: shown.count.toLocaleString(locale) },
          { label: word('previewPossible'), value: shown.possible.toLocaleString(locale) },
          { label: word('previewRefused'), value: refused.length.toLocaleString(locale) },
          {
            label: word(type === 'approve' ? 'previewSumPosted' : 'previewSum'),
            value:
              shown.sums.length === 0
                ? '–'
                : shown.sums.map((sum) => (
                    <Box key={sum.currency}>
                      <Amount signed value={sum} />
                    </Box>
                  )),
          },
        ]}
      />
      <ToBeSigned rows={toBeSigned} />
      <Refused rows={refused} />
    </>
  );
};

/** What became of each, also as a file. */
export const BulkOutcomeView = ({
  outcome,
  shown,
}: {
  readonly outcome: BulkOutcome;
  readonly shown: BulkPreview;
}) => {
  const word = useWord();
  const kindName = useKindName();
  const refusalText = useRefusalText();
  const [locale] = useLocaleState();
  const rowOf = (id: string): PreviewRow | undefined => shown.breaks.find((row) => row.id === id);
  const refused = outcome.breaks.flatMap(({ id, refusal }) => {
    const row = rowOf(id);
    return row === undefined || refusal === null ? [] : [{ ...row, refusal }];
  });

  const download = (): void => {
    const rows = outcome.breaks.map(({ id, refusal }) => [
      id,
      rowOf(id)?.date ?? '',
      kindName(rowOf(id)?.kind ?? ''),
      refusal === null ? word('bulkDone') : refusalText(refusal),
    ]);
    const names = ['id', word('date'), word('kind'), word('state')];
    const url = URL.createObjectURL(new Blob([csvOf([names, ...rows])], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'breaks.csv';
    link.click();
    URL.revokeObjectURL(url);
  };

  return (
    <>
      <Alert severity={outcome.refused === 0 ? 'success' : 'warning'}>
        {word('bulkOutcome', {
          done: outcome.done.toLocaleString(locale),
          refused: outcome.refused.toLocaleString(locale),
        })}
      </Alert>
      <Refused rows={refused} />
      <Button onClick={download} sx={{ mt: 1 }}>
        {word('downloadOutcome')}
      </Button>
    </>
  );
};
