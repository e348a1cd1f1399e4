import Box from '@mui/material/Box';
import { useTranslate } from 'react-admin';
import type { ReactNode } from 'react';

/** A table that may be wider than the screen: it scrolls by itself, by keyboard too. */
export const ScrollRegion = ({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}) => {
  const translate = useTranslate();
  return (
    <Box
      aria-label={translate('chobo.frame.table', { name })}
      role="region"
      sx={{ overflowX: 'auto' }}
      tabIndex={0}
    >
      {children}
    </Box>
  );
};
