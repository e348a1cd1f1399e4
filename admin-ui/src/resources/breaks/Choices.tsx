import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

import { ADJUSTABLE_ACCOUNTS, isAdjustable } from '@chobo/domain/ledger/accounts';

import { CommandButton } from '../../commands/CommandButton';
import type { DialogValues } from '../../commands/CommandDialog';
import type { BreakDetail, Choice } from './answers';
import { HandMatchFields } from './HandMatchFields';
import { minorUnits, typedAmount } from './money';
import { Postings } from './Postings';
import { chosenOf, isComplete, resolveCommand } from './resolving';
import { currencyOf } from './useSentences';
import { useWord } from './useWord';

type Fields = (values: DialogValues, change: (changed: DialogValues) => void) => ReactNode;

/** As they are typed: where whose it is must follow, with dots in its place. */
const POSSIBLE_ACCOUNTS = ADJUSTABLE_ACCOUNTS.map((name) =>
  name.endsWith(':') ? `${name}…` : name,
);

/** Whether what was typed is none of them, nor the beginning of one. */
const isForeign = (typed: string): boolean =>
  !isAdjustable(typed) && !ADJUSTABLE_ACCOUNTS.some((name) => name.startsWith(typed));

/** What is asked for a choice beside the reason; undefined where nothing is. */
const useFields = (found: BreakDetail, { kind, postings }: Choice): Fields | undefined => {
  const word = useWord();
  const currency = currencyOf(found);
  if (kind === 'matched_by_hand') {
    return (values, change) => (
      <HandMatchFields
        chosen={chosenOf(values)}
        found={found}
        onChoose={(chosen) => change({ chosen: chosen.join(' ') })}
      />
    );
  }
  if (kind === 'refund') {
    return (values, change) => (
      <TextField
        autoFocus
        fullWidth
        helperText={word('refundHelp')}
        label={word('refundId')}
        margin="normal"
        onChange={({ target }) => change({ refundId: target.value })}
        required
        value={values['refundId'] ?? ''}
        variant="outlined"
      />
    );
  }
  if (postings === null) return undefined;
  return (values, change) => (
    <>
      <TextField
        autoFocus
        fullWidth
        helperText={word('amountHelp')}
        label={word('amountField', { currency })}
        margin="normal"
        onChange={({ target }) => change({ amount: target.value })}
        required
        slotProps={{ htmlInput: { inputMode: 'text' } }}
        value={values['amount'] ?? ''}
        variant="outlined"
      />
      {kind === 'adjustment' && (
        <TextField
          fullWidth
          error={isForeign((values['account'] ?? '').trim())}
          helperText={word('accountHelp', { accounts: POSSIBLE_ACCOUNTS.join(', ') })}
          label={word('account')}
          margin="normal"
          onChange={({ target }) => change({ account: target.value })}
          required
          value={values['account'] ?? ''}
          variant="outlined"
        />
      )}
      <Postings
        account={(values['account'] ?? '').trim() || null}
        amount={minorUnits(values['amount'] ?? '', currency)}
        currency={currency}
        postings={postings}
      />
    </>
  );
};

const OneChoice = ({
  found,
  choice,
  mayWork,
}: {
  readonly found: BreakDetail;
  readonly choice: Choice;
  readonly mayWork: boolean;
}) => {
  const word = useWord();
  const fields = useFields(found, choice);
  const { kind, obstacle, movesMoney, postings } = choice;
  const currency = currencyOf(found);
  const initial = {
    amount: found.difference === null ? '' : typedAmount(found.difference.amount, currency),
  };
  return (
    <Box component="li" sx={{ mb: 2, minWidth: 0 }}>
      <Typography component="h3" sx={{ fontWeight: 600 }} variant="body1">
        {word(`choices.${kind}`)}
      </Typography>
      <Typography variant="body2">{word(`meanings.${kind}`)}</Typography>
      {kind === 'write_off' && postings !== null && found.difference !== null && (
        <Postings
          account={null}
          amount={found.difference.amount}
          currency={currency}
          postings={postings}
        />
      )}
      <Typography color="text.secondary" variant="body2">
        {word(movesMoney ? 'needsApproval' : 'oneIsEnough')}
      </Typography>
      {obstacle !== null && (
        <Typography sx={{ fontStyle: 'italic' }} variant="body2">
          {word(`obstacles.${obstacle}`)}
        </Typography>
      )}
      {obstacle === null && mayWork && (
        <Box sx={{ mt: 0.5 }}>
          <CommandButton
            command={(values) => resolveCommand(found, kind, values)}
            complete={(values) => isComplete(found, kind, values)}
            confirm={word(movesMoney ? 'propose' : 'resolve')}
            draft={`break ${found.id} ${kind}`}
            {...(fields !== undefined && { fields })}
            initial={initial}
            intro={word(movesMoney ? 'needsApproval' : 'oneIsEnough')}
            label={word(`choices.${kind}`)}
            reason="required"
            title={word(`choices.${kind}`)}
          />
        </Box>
      )}
    </Box>
  );
};

/** Every way to resolve a break: what it means, what it does in the books, and why some are closed. */
export const Choices = ({
  found,
  mayWork,
}: {
  readonly found: BreakDetail;
  readonly mayWork: boolean;
}) => (
  <Box
    component="ul"
    sx={{
      listStyle: 'none',
      p: 0,
      m: 0,
      display: 'grid',
      gap: 2,
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 280px), 1fr))',
    }}
  >
    {found.choices.map((choice) => (
      <OneChoice choice={choice} found={found} key={choice.kind} mayWork={mayWork} />
    ))}
  </Box>
);
