/** A key that does something on the page that is open. */
export type KnownShortcut = { readonly keys: string; readonly label: string };

let known: readonly KnownShortcut[] = [];
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

/** Makes a shortcut known to the page of shortcuts while its part of the page is there. */
export const addShortcut = (shortcut: KnownShortcut): (() => void) => {
  known = [...known, shortcut];
  tell();
  return () => {
    known = known.filter((other) => other !== shortcut);
    tell();
  };
};

/** For `useSyncExternalStore`. */
export const knownShortcuts = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): readonly KnownShortcut[] => known,
};
