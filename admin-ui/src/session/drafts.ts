import { useCallback, useState } from 'react';

/** What somebody has typed and not yet sent, in this tab only. */
const PLACE = 'chobo.draft.';

const kept = <Values extends object>(name: string, initial: Values): Values => {
  const text = sessionStorage.getItem(PLACE + name);
  if (text === null) return initial;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...initial, ...value } : initial;
};

/** Forgets everything typed: whoever logs in next in this tab must not find it. */
export const forgetDrafts = (): void => {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(PLACE)) sessionStorage.removeItem(name);
  }
};

/**
 * Values of a form that outlive a reload, the back button and an ended session,
 * until they are sent.
 */
export const useDraft = <Values extends object>(
  name: string,
  initial: Values,
): {
  readonly values: Values;
  readonly change: (changed: Partial<Values>) => void;
  readonly clear: () => void;
} => {
  const [values, setValues] = useState(() => kept(name, initial));
  const change = useCallback(
    (changed: Partial<Values>) => {
      setValues((before) => {
        const after = { ...before, ...changed };
        sessionStorage.setItem(PLACE + name, JSON.stringify(after));
        return after;
      });
    },
    [name],
  );
  const clear = (): void => {
    sessionStorage.removeItem(PLACE + name);
    setValues(initial);
  };
  return { values, change, clear };
};
