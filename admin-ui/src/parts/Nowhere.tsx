import Alert from '@mui/material/Alert';
import MuiLink from '@mui/material/Link';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

import { PageTitle } from './PageTitle';

/** A page that shows nothing: why, and the way back to what there is. */
const Nowhere = ({ title, why }: { readonly title: string; readonly why: string }) => {
  const translate = useTranslate();
  return (
    <>
      <PageTitle title={translate(title)} />
      <Alert severity="warning">
        {translate(why)}{' '}
        <MuiLink color="inherit" component={Link} to="/">
          {translate('chobo.frame.toOverview')}
        </MuiLink>
      </Alert>
    </>
  );
};

/** What the person's roles do not let them see. */
export const NoAccess = () => (
  <Nowhere title="chobo.frame.noAccess" why="chobo.problems.forbidden" />
);

/** An address of the console at which there is nothing. */
export const NotFound = () => (
  <Nowhere title="chobo.frame.notFound" why="chobo.problems.address_not_found" />
);
