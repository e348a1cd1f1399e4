import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Facts with their names, in as many columns as there is room for. */
export const FactTable = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <Box
    component="dl"
    sx={{
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 1fr))',
      gap: 2,
      m: 0,
    }}
  >
    {facts.map(({ label, value }) => (
      <Box key={label}>
        <Typography component="dt" color="text.secondary" variant="body2">
          {label}
        </Typography>
        <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
          {value}
        </Typography>
      </Box>
    ))}
  </Box>
);
