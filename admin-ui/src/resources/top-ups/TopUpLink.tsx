import MuiLink from '@mui/material/Link';
import { Link } from 'react-router-dom';

/** A top-up by its id. */
export const TopUpLink = ({ id }: { readonly id: string }) => (
  <MuiLink component={Link} to={`/top-ups/${encodeURIComponent(id)}/show`}>
    {id}
  </MuiLink>
);
