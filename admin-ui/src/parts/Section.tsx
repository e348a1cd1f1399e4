import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

/** A part of a page under its own heading. */
export const Section = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) => {
  const heading = useId();
  return (
    <Paper
      aria-labelledby={heading}
      component="section"
      sx={{ p: { xs: 2, sm: 3 }, mb: 2, minWidth: 0 }}
      variant="outlined"
    >
      <Typography component="h2" id={heading} sx={{ mb: 2, fontWeight: 600 }} variant="h6">
        {title}
      </Typography>
      {children}
    </Paper>
  );
};
