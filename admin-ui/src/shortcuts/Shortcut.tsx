import { useEffect } from 'react';

import { addShortcut } from './shortcuts';
import { usePlainKey } from './usePlainKey';

/** A key for something that a button of the page does as well. */
export const Shortcut = ({
  keys,
  label,
  onTrigger,
}: {
  /** A letter, or the sign that is typed: `a`, `/`. */
  readonly keys: string;
  readonly label: string;
  readonly onTrigger: () => void;
}) => {
  usePlainKey(keys, onTrigger);
  useEffect(() => addShortcut({ keys, label }), [keys, label]);
  return null;
};
