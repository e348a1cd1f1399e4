import SearchOutlined from '@mui/icons-material/SearchOutlined';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'react-admin';
import { lazy, Suspense, useState } from 'react';

import { Shortcut } from '../../shortcuts/Shortcut';

const SearchDialog = lazy(() =>
  import('./SearchDialog').then((module) => ({ default: module.SearchDialog })),
);

/** Opens the search over everything, by the bar or by `/`. */
export const GlobalSearch = () => {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const name = translate('chobo.lists.search');
  return (
    <>
      <Tooltip title={`${name} (/)`}>
        <IconButton aria-label={name} color="inherit" onClick={() => setOpen(true)}>
          <SearchOutlined />
        </IconButton>
      </Tooltip>
      <Shortcut keys="/" label={name} onTrigger={() => setOpen(true)} />
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
