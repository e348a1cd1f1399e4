/**
 * Chobo cannot start, or cannot go on, for a reason that the person who started
 * it can do something about: the message says what and how, in one piece and
 * without secrets. Anything else that is thrown is a bug.
 */
export class StartProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartProblem';
  }
}
