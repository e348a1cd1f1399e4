import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useLogoutIfAccessDenied } from 'react-admin';

import { giveCommand, type Command, type CommandAnswer } from './giveCommand';

/**
 * Gives commands of one form or button. A second click while one is being
 * carried out does nothing. What is on the page is read again afterwards, also
 * after a refusal by somebody else's change.
 */
export const useCommand = <Answer extends object = CommandAnswer>(): {
  /** The answer, or null when it was refused (then `problem` says why) or is being given. */
  readonly run: (command: Command) => Promise<Answer | null>;
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

  const refresh = useCallback(() => queries.invalidateQueries(), [queries]);

  const run = useCallback(
    async (command: Command): Promise<Answer | null> => {
      if (running.current) return null;
      running.current = true;
      setPending(true);
      setProblem(null);
      try {
        const answer = await giveCommand<Answer>(command);
        void refresh();
        return answer;
      } catch (error) {
        setProblem(error);
        void logoutIfAccessDenied(error);
        return null;
      } finally {
        running.current = false;
        setPending(false);
      }
    },
    [logoutIfAccessDenied, refresh],
  );

  return { run, pending, problem, reset: () => setProblem(null), refresh };
};
