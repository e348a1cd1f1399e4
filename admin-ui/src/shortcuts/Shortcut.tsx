import { useStore } from 'react-admin';
import { useEffect } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

import { addShortcut } from './shortcuts';

/** Where the choice is kept to do without single keys (WCAG 2.1.4). */
export const SHORTCUTS_KEY = 'chobo.shortcuts';

/** Keys belong to the dialog while one is open. */
export const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/**
 * A key for something that a button of the page does as well. It rests while
 * somebody types, while a dialog is open, and for those who switched keys off.
 */
export const Shortcut = ({
  keys,
  label,
  onTrigger,
}: {
  /** As `react-hotkeys-hook` names them: `a`, `shift+slash`. */
  readonly keys: string;
  readonly label: string;
  readonly onTrigger: () => void;
}) => {
  const [wanted] = useStore(SHORTCUTS_KEY, true);
  useHotkeys(
    keys,
    () => {
      if (!dialogIsOpen()) onTrigger();
    },
    { enabled: wanted, preventDefault: true },
    [onTrigger],
  );
  useEffect(() => addShortcut({ keys, label }), [keys, label]);
  return null;
};
