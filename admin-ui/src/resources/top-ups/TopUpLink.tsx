import MuiLink from '@mui/material/Link';
import { Link } from 'react-router-dom';

/** A top-up by its id. */
export const TopUpLink = ({ id }: { readonly id: string }) => (
  <MuiLink
    component={Link}
    sx={{ whiteSpace: 'nowrap' }}
    to={`/top-ups/${encodeURIComponent(id)}/show`}
  >
    {id}
  </MuiLink>
);
