import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useLogoutIfAccessDenied } from 'react-admin';

import { giveCommand, type Command, type CommandAnswer } from './giveCommand';

/** Longer than this nobody waits for the page to be read again, in ms. */
const READING_MS = 5_000;

/** Reads again what is on the page, to the end. */
const readAgain = async (queries: QueryClient): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = async (): Promise<void> => {
    await queries.invalidateQueries();
    // News of a change cancel a read and begin it anew, which ends the wait for the first one.
    await queries.refetchQueries({ fetchStatus: 'fetching' }, { cancelRefetch: false });
  };
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, READING_MS);
  });
  await Promise.race([read(), enough]);
  clearTimeout(timer);
};

/**
 * Gives commands of one form or button. A second click while one is being
 * carried out does nothing. A command is over when the page shows what it did:
 * whoever gave it must not be refused the next one for their own change.
 */
export const useCommand = <Answer extends object = CommandAnswer>(): {
  /**
   * The answer, or null when it was refused (then `problem` says why) or is
   * being given. `leaving` waits for no page, since another one follows.
   */
  readonly run: (
    command: Command,
    after?: { readonly leaving?: boolean },
  ) => Promise<Answer | null>;
  readonly pending: boolean;
  readonly problem: unknown;
  readonly reset: () => void;
  /** Reads everything on the page again. */
  readonly refresh: () => Promise<void>;
} => {
  const queries = useQueryClient();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const running = useRef(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const busy = useCallback(async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    if (running.current) return null;
    running.current = true;
    setPending(true);
    try {
      return await work();
    } finally {
      running.current = false;
      setPending(false);
    }
  }, []);

  const refresh = useCallback(async (): Promise<void> => {
    await busy(() => readAgain(queries));
  }, [busy, queries]);

  const run = useCallback(
    (command: Command, { leaving = false } = {}): Promise<Answer | null> =>
      busy(async () => {
        setProblem(null);
        try {
          const answer = await giveCommand<Answer>(command);
          const reading = readAgain(queries);
          if (!leaving) await reading;
          return answer;
        } catch (error) {
          setProblem(error);
          void logoutIfAccessDenied(error);
          return null;
        }
      }),
    [busy, logoutIfAccessDenied, queries],
  );

  return { run, pending, problem, reset: () => setProblem(null), refresh };
};
