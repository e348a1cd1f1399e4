import type { Upload } from './answers';
import { sendFile } from './sendFile';

/** A file on its way to the server. It goes on while other pages of the console are open. */
export type Sending = {
  readonly id: number;
  readonly file: File;
  readonly sent: number;
  /** Why it did not arrive; null while it is on its way. */
  readonly problem: unknown;
  readonly cancel: () => void;
};

let sendings: readonly Sending[] = [];
let ids = 0;
const listeners = new Set<() => void>();

const change = (next: readonly Sending[]): void => {
  sendings = next;
  for (const listener of listeners) listener();
};

const update = (id: number, changed: Partial<Sending>): void =>
  change(sendings.map((one) => (one.id === id ? { ...one, ...changed } : one)));

/** Asked before the page is closed: what is on its way would be lost with it. */
const warn = (event: BeforeUnloadEvent): void => {
  if (sendings.some(({ problem }) => problem === null)) event.preventDefault();
};

/** The files on their way, for `useSyncExternalStore`. */
export const allSendings = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): readonly Sending[] => sendings,
};

/** Takes a file that did not arrive off the list. */
export const forgetSending = (id: number): void => change(sendings.filter((one) => one.id !== id));

/** Sends a file; one that is on its way already is not sent a second time. @returns null when it did not arrive */
export const send = async (file: File): Promise<Upload | null> => {
  const isSame = (one: Sending): boolean =>
    one.file.name === file.name &&
    one.file.size === file.size &&
    one.file.lastModified === file.lastModified;
  if (sendings.some((one) => isSame(one) && one.problem === null)) return null;
  ids += 1;
  const id = ids;
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  const others = sendings.filter((one) => !isSame(one));
  change([...others, { id, file, sent: 0, problem: null, cancel }]);
  addEventListener('beforeunload', warn);
  try {
    const upload = await sendFile(file, (sent) => update(id, { sent }), abort.signal);
    forgetSending(id);
    return upload;
  } catch (error) {
    update(id, { problem: error });
    return null;
  } finally {
    if (!sendings.some(({ problem }) => problem === null))
      removeEventListener('beforeunload', warn);
  }
};
