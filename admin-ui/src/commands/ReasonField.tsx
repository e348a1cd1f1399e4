import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';

/** The longest text that the API takes, in characters. */
export const MAX_TEXT = 2_000;

/** Words of a person that are kept with what they decide: a reason, a comment, a note. */
export const ReasonField = ({
  value,
  onChange,
  label,
  required = true,
  autoFocus = false,
  missing = false,
  help,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  /** Somebody tried to send it without. */
  readonly missing?: boolean;
  readonly help?: string;
}) => {
  const translate = useTranslate();
  const count = translate('chobo.frame.textLength', { count: value.length, most: MAX_TEXT });
  return (
    <TextField
      autoFocus={autoFocus}
      error={missing}
      fullWidth
      helperText={missing ? translate('chobo.problems.reason_required') : (help ?? count)}
      label={label ?? translate('chobo.frame.reason')}
      margin="normal"
      maxRows={8}
      minRows={2}
      multiline
      onChange={({ target }) => onChange(target.value)}
      required={required}
      slotProps={{ htmlInput: { maxLength: MAX_TEXT } }}
      value={value}
      variant="outlined"
    />
  );
};
