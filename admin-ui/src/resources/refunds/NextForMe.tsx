import Button from '@mui/material/Button';
import { Link, useNavigate } from 'react-router-dom';

import { Shortcut } from '../../shortcuts/Shortcut';
import { useNextForMe } from './useNextForMe';
import { useWord } from './useWord';

/** Goes to the next refund that waits for the reader, by button or key; nothing where none does. */
export const NextForMe = ({ otherThan }: { readonly otherThan?: string }) => {
  const word = useWord();
  const navigate = useNavigate();
  const next = useNextForMe(otherThan);
  if (next === null) return null;
  const to = `/refunds/${encodeURIComponent(next)}/show`;
  return (
    <>
      <Button className="no-print" component={Link} size="small" to={to}>
        {word('openNext')}
      </Button>
      <Shortcut keys="n" label={word('openNext')} onTrigger={() => void navigate(to)} />
    </>
  );
};
