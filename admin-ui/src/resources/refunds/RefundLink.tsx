import MuiLink from '@mui/material/Link';
import { Link } from 'react-router-dom';

/** A refund by its id. */
export const RefundLink = ({ id }: { readonly id: string }) => (
  <MuiLink
    component={Link}
    sx={{ whiteSpace: 'nowrap' }}
    to={`/refunds/${encodeURIComponent(id)}/show`}
  >
    {id}
  </MuiLink>
);
