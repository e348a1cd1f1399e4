import Box from '@mui/material/Box';

/** What somebody wrote, with its lines as they wrote them. */
export const Words = ({ text }: { readonly text: string }) => (
  <Box component="span" sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
    {text}
  </Box>
);
