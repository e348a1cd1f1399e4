import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type SubmitEvent } from 'react';

import { ask } from '../../api/client';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useWord } from '../users/useWord';

/** Told before they are broken; the server says them again, with the facts. */
const RULES = { least: 12, different: 5 } as const;

const FIELDS = ['current', 'next', 'again'] as const;

type Field = (typeof FIELDS)[number];
type Typed = Readonly<Record<Field, string>>;

const NOTHING: Typed = { current: '', next: '', again: '' };

/**
 * Asks for the present password and a new one. What is typed is kept nowhere,
 * not in this tab either, so it is sent by hand and not as a command is.
 */
export const PasswordForm = ({
  login,
  currentLabel,
  onChanged,
}: {
  readonly login: string;
  readonly currentLabel: string;
  readonly onChanged: () => void;
}) => {
  const word = useWord();
  const [typed, setTyped] = useState<Typed>(NOTHING);
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const differs = typed.again !== typed.next;

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (differs || FIELDS.some((field) => typed[field] === '')) return;
    setPending(true);
    setProblem(null);
    try {
      const { current, next } = typed;
      await ask('me/password', { method: 'POST', body: { current, next } });
      setTyped(NOTHING);
      setTried(false);
      onChanged();
    } catch (error) {
      setProblem(error);
    } finally {
      setPending(false);
    }
  };

  const faultOf = (field: Field): string | null => {
    if (!tried) return null;
    if (typed[field] === '') return word('account.fillIn');
    return field === 'again' && differs ? word('account.differs') : null;
  };
  const labels: Typed = {
    current: currentLabel,
    next: word('account.next'),
    again: word('account.again'),
  };

  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => void submit(event)}
      sx={{ maxWidth: 480 }}
    >
      <Typography color="text.secondary">{word('account.rules', RULES)}</Typography>
      <Typography color="text.secondary">{word('account.ends')}</Typography>
      <ProblemAlert problem={problem} />
      {/* Password managers keep the pair. */}
      <input autoComplete="username" hidden name="login" readOnly value={login} />
      {FIELDS.map((field) => (
        <TextField
          key={field}
          autoComplete={field === 'current' ? 'current-password' : 'new-password'}
          error={faultOf(field) !== null}
          fullWidth
          helperText={faultOf(field)}
          label={labels[field]}
          margin="normal"
          name={field}
          onChange={({ target }) => setTyped((before) => ({ ...before, [field]: target.value }))}
          required
          type="password"
          value={typed[field]}
          variant="outlined"
        />
      ))}
      <Button disabled={pending} sx={{ mt: 1 }} type="submit" variant="contained">
        {word(pending ? 'account.changing' : 'account.change')}
      </Button>
    </Box>
  );
};
