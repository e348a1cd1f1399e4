import { useStore } from 'react-admin';
import { useHotkeys } from 'react-hotkeys-hook';

/** Where the choice is kept to do without single keys (WCAG 2.1.4). */
export const SHORTCUTS_KEY = 'chobo.shortcuts';

/** Keys belong to the dialog while one is open. */
const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

/**
 * Does something at a key that is pressed alone. It rests while somebody types,
 * while a dialog is open, and for those who switched keys off. A letter goes by
 * its place, so that it works while kana are typed; a sign goes by what is
 * typed, since each keyboard has it elsewhere, on many with Shift.
 */
export const usePlainKey = (key: string, onPress: () => void): void => {
  const [wanted] = useStore(SHORTCUTS_KEY, true);
  const isSign = !/^[a-z]$/.test(key);
  const isPlain = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
    !altKey && !ctrlKey && !metaKey && !dialogIsOpen();
  useHotkeys(
    key,
    (event) => {
      if (isPlain(event)) onPress();
    },
    { useKey: isSign, ignoreModifiers: isSign, enabled: wanted, preventDefault: isPlain },
    [onPress],
  );
};
