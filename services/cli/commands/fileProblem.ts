import type { StatementProblem } from '@chobo/domain/statement/events';

import { CommandProblem } from '../exitCode.ts';

/**
 * Why a file could not be taken, as a problem like those that are found in it:
 * whoever reads reports finds a missing file where a faulty one would be.
 *
 * @throws the error itself when it is no CommandProblem
 */
export const fileProblem = (error: unknown): StatementProblem => {
  if (!(error instanceof CommandProblem)) throw error;
  const { code, message: reason } = error;
  return { fileLine: null, column: null, value: null, code, reason };
};
