import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWord } from './useWord';

/** Digits by which a card can be looked for. */
const LEAST_DIGITS = 4;

/** Leads to the cards that a number, or a part of one, belongs to. */
export const CardSearch = () => {
  const word = useWord();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isTooShort, setTooShort] = useState(false);
  const search = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const digits = text.normalize('NFKC').replace(/\D/g, '');
    if (digits.length < LEAST_DIGITS) {
      setTooShort(true);
      return;
    }
    void navigate(`/cards?filter=${encodeURIComponent(JSON.stringify({ fragment: digits }))}`);
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={search}
      role="search"
      sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start' }}
    >
      <TextField
        error={isTooShort}
        helperText={word('cardDigits')}
        label={word('cardNumber')}
        onChange={({ target }) => {
          setText(target.value);
          setTooShort(false);
        }}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 40, autoComplete: 'off' } }}
        sx={{ flex: '1 1 260px', minWidth: 0 }}
        value={text}
      />
      <Button sx={{ mt: 1 }} type="submit" variant="contained">
        {word('find')}
      </Button>
    </Box>
  );
};
