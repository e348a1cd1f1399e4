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
import { useHotkeys } from 'react-hotkeys-hook';

import { dialogIsOpen, SHORTCUTS_KEY } from './Shortcut';
import { knownShortcuts } from './shortcuts';

const NAMES: Readonly<Record<string, string>> = { slash: '/', 'shift+slash': '?' };

const shown = (keys: string): string => NAMES[keys] ?? keys.toUpperCase();

/** The keys of the page that is open, behind `?` and a button. */
export const ShortcutHelp = () => {
  const translate = useTranslate();
  const title = useId();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useStore(SHORTCUTS_KEY, true);
  const shortcuts = useSyncExternalStore(knownShortcuts.subscribe, knownShortcuts.current);
  // `?` is found on different keys of different keyboards, on most of them with Shift.
  useHotkeys(
    '?',
    ({ altKey, ctrlKey, metaKey }) => {
      if (!altKey && !ctrlKey && !metaKey && !dialogIsOpen()) setOpen(true);
    },
    { useKey: true, ignoreModifiers: true, enabled: wanted },
  );
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
                    <kbd>{shown(keys)}</kbd>
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
