import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import { useStore, useTranslate } from 'react-admin';
import { useId, useState, useSyncExternalStore } from 'react';

import { SHORTCUTS_KEY, usePlainKey } from './usePlainKey';
import { knownShortcuts } from './shortcuts';

/** The keys of the page that is open, behind `?` and a button. */
export const ShortcutHelp = () => {
  const translate = useTranslate();
  const title = useId();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useStore(SHORTCUTS_KEY, true);
  const shortcuts = useSyncExternalStore(knownShortcuts.subscribe, knownShortcuts.current);
  usePlainKey('?', () => setOpen(true));
  const name = translate('chobo.frame.shortcuts');
  return (
    <>
      <Tooltip title={name}>
        <IconButton
          aria-label={name}
          color="inherit"
          onClick={() => setOpen(true)}
          sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
        >
          <KeyboardOutlined />
        </IconButton>
      </Tooltip>
      <Dialog aria-labelledby={title} onClose={() => setOpen(false)} open={open}>
        <DialogTitle id={title}>{name}</DialogTitle>
        <DialogContent>
          <Table size="small">
            <TableBody>
              {[{ keys: '?', label: name }, ...shortcuts].map(({ keys, label }) => (
                <TableRow key={`${keys} ${label}`}>
                  <TableCell component="th" scope="row">
                    <kbd>{keys.toUpperCase()}</kbd>
                  </TableCell>
                  <TableCell>{label}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <FormControlLabel
            control={
              <Switch checked={wanted} onChange={({ target }) => setWanted(target.checked)} />
            }
            label={translate('chobo.frame.shortcutsWanted')}
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{translate('ra.action.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
