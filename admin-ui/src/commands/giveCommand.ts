import { ask } from '../api/client';
import { rememberPosition } from '../api/position';
import { ApiProblem } from '../api/problem';
import { forgetKey, keyOf } from './keys';

/** What is asked of the API: one thing, done once. */
export type Command = {
  /** Below `/api/v1/`, e.g. `refunds/r-1/approval`. */
  readonly path: string;
  readonly body?: object;
  /** The revision that the person looked at. */
  readonly ifMatch?: number | string;
};

/** What every command is answered with; some tell more. */
export type CommandAnswer = {
  readonly position?: string;
  readonly revision?: number;
  readonly repeated?: boolean;
};

/** Pauses between the attempts while nothing answers, in ms. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000] as const;

/** While an earlier attempt is still at work it is asked for every second, in ms, this often. */
const AT_WORK_MS = 1_000;
const AT_WORK_TIMES = 60;

const UNREACHED = new Set([
  'connection_lost',
  'database_unavailable',
  'event_store_unavailable',
  'shutting_down',
]);

const pauseAfter = (problem: ApiProblem, attempt: number): number | undefined => {
  if (problem.code === 'request_in_progress') {
    return attempt < AT_WORK_TIMES ? AT_WORK_MS : undefined;
  }
  return UNREACHED.has(problem.code) ? PAUSES_MS[attempt] : undefined;
};

/** True when the answer says for certain that nothing was done. */
const isRefusal = ({ code, status }: ApiProblem): boolean =>
  status >= 400 && status < 500 && code !== 'request_in_progress' && code !== 'not_logged_in';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Gives a command until its answer is known: a lost connection or a server that
 * is starting again is tried again under the same key.
 *
 * @throws ApiProblem when it was refused, or still not answered after the last attempt
 */
export const giveCommand = async <Answer extends object>(
  { path, body = {}, ifMatch }: Command,
  pause: (ms: number) => Promise<void> = wait,
): Promise<Answer> => {
  const input = `${path} ${JSON.stringify(body)}`;
  const idempotencyKey = keyOf(input);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await ask<Answer>(path, {
        method: 'POST',
        body,
        idempotencyKey,
        ...(ifMatch !== undefined && { ifMatch }),
      });
      forgetKey(input);
      const { position } = answer as CommandAnswer;
      if (position !== undefined) rememberPosition(position);
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (isRefusal(error)) forgetKey(input);
      const ms = pauseAfter(error, attempt);
      if (ms === undefined) throw error;
      await pause(ms);
    }
  }
};
