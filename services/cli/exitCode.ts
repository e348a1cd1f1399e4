/**
 * How a command ended: 0 done; 1 refused, held, failed, or breaks found where
 * that was asked for; 2 wrong usage.
 */
export type ExitCode = 0 | 1 | 2;

export const DONE: ExitCode = 0;
export const REFUSED: ExitCode = 1;
export const WRONG_USAGE: ExitCode = 2;

/** How a command hands its end over to the program. */
export type Ended = (code: ExitCode) => void;

/** What the person who gave the command can put right; told without a stack, exit code 1. */
export class CommandProblem extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandProblem';
    this.code = code;
  }
}
