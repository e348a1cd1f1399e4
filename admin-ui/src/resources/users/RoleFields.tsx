import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Typography from '@mui/material/Typography';

import { ROLES } from '@chobo/identity/roles';

import { rolesOf, withRole } from './roleTexts';
import { useWord } from './useWord';

/** Roles to choose from, each with what it may do, in words. */
export const RoleFields = ({
  value,
  onChange,
}: {
  /** As `roleTexts` has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => {
  const word = useWord();
  const chosen = rolesOf(value);
  return (
    <FormControl component="fieldset" margin="normal" required>
      <FormLabel component="legend">{word('roles')}</FormLabel>
      <FormGroup>
        {ROLES.map((role) => (
          <FormControlLabel
            key={role}
            control={
              <Checkbox
                checked={chosen.includes(role)}
                onChange={(_event, checked) => onChange(withRole(value, role, checked))}
                sx={{ mt: -1 }}
              />
            }
            label={
              <>
                {word(`roleNames.${role}`)}
                <Typography color="text.secondary" component="span" display="block" variant="body2">
                  {word(`roleMeanings.${role}`)}
                </Typography>
              </>
            }
            sx={{ alignItems: 'flex-start', mt: 1 }}
          />
        ))}
      </FormGroup>
      {chosen.length === 0 && <FormHelperText>{word('rolesNeeded')}</FormHelperText>}
    </FormControl>
  );
};
