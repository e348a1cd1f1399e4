import type { Me } from '../api/answers';

/**
 * The session of this page as the console knows it. When it has ended while
 * somebody is at work, `LoginAgain` asks for the password over the page, and
 * whatever was being asked goes on.
 */
let known: Me | null = null;

type Waiting = { readonly promise: Promise<boolean>; readonly end: (again: boolean) => void };
let waiting: Waiting | null = null;

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Remembers who is logged in; null after the logout. */
export const rememberPerson = (me: Me | null): void => {
  known = me;
  tell();
};

/** For `useSyncExternalStore`: who is logged in, as far as this page knows. */
export const knownPerson = {
  subscribe,
  current: (): Me | null => known,
};

/** Waits for a new login over the page; false when nobody was at work or they chose to leave. */
export const untilLoggedInAgain = (): Promise<boolean> => {
  if (known === null) return Promise.resolve(false);
  if (waiting === null) {
    let answer: (again: boolean) => void = () => undefined;
    const promise = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const end = (again: boolean): void => {
      waiting = null;
      tell();
      answer(again);
    };
    waiting = { promise, end };
    tell();
  }
  return waiting.promise;
};

/** For `useSyncExternalStore`: who has to log in again, or null while nobody has to. */
export const endedSession = {
  subscribe,
  current: (): Me | null => (waiting === null ? null : known),
  /** Ends the waiting: with a new session, or by leaving the page. */
  end: (again: boolean): void => waiting?.end(again),
};
