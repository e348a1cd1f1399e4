import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useLocales, useLocaleState, useTheme } from 'react-admin';

import { useWord } from '../users/useWord';

const THEMES = ['light', 'dark'] as const;

/** Language and appearance of the console, as the buttons of the bar set them too. */
export const Appearance = () => {
  const word = useWord();
  const [locale, setLocale] = useLocaleState();
  const locales = useLocales();
  const [theme, setTheme] = useTheme();
  const chosen = THEMES.find((one) => one === theme) ?? 'light';
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <TextField
          fullWidth={false}
          label={word('account.language')}
          onChange={({ target }) => setLocale(target.value)}
          select
          sx={{ minWidth: 200 }}
          value={locale}
          variant="outlined"
        >
          {locales.map(({ locale: id, name }) => (
            <MenuItem key={id} lang={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          fullWidth={false}
          label={word('account.theme')}
          onChange={({ target }) => setTheme(target.value === 'dark' ? 'dark' : 'light')}
          select
          sx={{ minWidth: 200 }}
          value={chosen}
          variant="outlined"
        >
          {THEMES.map((id) => (
            <MenuItem key={id} value={id}>
              {word(`account.themes.${id}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <Typography color="text.secondary" sx={{ mt: 1 }} variant="body2">
        {word('account.kept')}
      </Typography>
    </>
  );
};
