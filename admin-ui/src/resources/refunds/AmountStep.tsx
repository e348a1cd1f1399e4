import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';

import { ReasonField } from '../../commands/ReasonField';
import { formatMoney } from '../../parts/formatting';
import { Section } from '../../parts/Section';
import { typedAmount } from './amountInput';
import type { Eligibility } from './answers';
import { RuleList } from './RuleList';
import { useWord } from './useWord';

/** What is typed, as it is typed. */
export type Draft = {
  readonly amount: string;
  readonly reasonClass: string;
  readonly note: string;
};

type Form = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly found: Eligibility;
  readonly currency: string;
  readonly value: number | null;
  readonly onNext: () => void;
};

/** First step: how much and why, judged while it is typed. */
export const AmountStep = ({ draft, change, found, currency, value, onNext }: Form) => {
  const word = useWord();
  const [locale] = useLocaleState();
  const most = found.refundable;
  const isMore = most !== null && value !== null && value > most.amount;
  const wrong = draft.amount !== '' && (value === null || isMore);
  const help =
    most === null
      ? word('nothingLeft')
      : word(isMore ? 'moreThanLeft' : 'most', { amount: formatMoney(most, locale) });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (found.eligible && value !== null) onNext();
      }}
    >
      <Section title={word('steps.amount')}>
        <Stack direction="row" sx={{ alignItems: 'flex-start', flexWrap: 'wrap', gap: 2 }}>
          <TextField
            autoFocus
            error={wrong}
            fullWidth={false}
            helperText={draft.amount !== '' && value === null ? word('notAnAmount') : help}
            label={word('valueIn', { currency })}
            onChange={({ target }) => change({ amount: target.value })}
            required
            slotProps={{ htmlInput: { inputMode: 'decimal', maxLength: 16 } }}
            value={draft.amount}
            variant="outlined"
          />
          {most !== null && most.amount > 0 && (
            <Button
              onClick={() => change({ amount: typedAmount(most.amount, currency) })}
              sx={{ mt: 1 }}
            >
              {word('all')}
            </Button>
          )}
          <TextField
            fullWidth={false}
            label={word('reasonClass')}
            onChange={({ target }) => change({ reasonClass: target.value })}
            required
            select
            sx={{ minWidth: 240 }}
            value={draft.reasonClass}
            variant="outlined"
          >
            {found.reasonClasses.map((reason) => (
              <MenuItem key={reason} value={reason}>
                {word(`reasonClasses.${reason}`)}
              </MenuItem>
            ))}
          </TextField>
        </Stack>
        <ReasonField
          help={word('noteHelp')}
          label={word('note')}
          onChange={(note) => change({ note })}
          required={false}
          value={draft.note}
        />
      </Section>
      <Section title={word('steps.rules')}>
        <RuleList currency={currency} rules={found.rules} />
      </Section>
      {found.eligible && (value === null || draft.reasonClass === '') && (
        <Typography color="text.secondary" sx={{ mb: 1 }} variant="body2">
          {word('toReviewNeeds')}
        </Typography>
      )}
      <Button
        disabled={!found.eligible || value === null || draft.reasonClass === ''}
        type="submit"
        variant="contained"
      >
        {word('toReview')}
      </Button>
    </form>
  );
};
