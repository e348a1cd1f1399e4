import { untilLoggedInAgain } from '../session/session';
import { withPosition } from './position';
import { ApiProblem, problemFrom } from './problem';
import { noteServerClock } from './serverClock';

const ROOT = '/api/v1/';

/** What is asked of the API beside its address. */
export type Asked = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: object;
  readonly signal?: AbortSignal;
  /** Makes a request that is sent twice do its work once. */
  readonly idempotencyKey?: string;
  /** The revision as it was seen; refused when it has moved since. */
  readonly ifMatch?: number | string;
  /** False at the login itself: an ended session is then an answer like any other. */
  readonly loginAgain?: boolean;
};

const once = async (path: string, asked: Asked): Promise<Response> => {
  const { method = 'GET', body, signal, idempotencyKey, ifMatch } = asked;
  try {
    const response = await fetch(`${ROOT}${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    noteServerClock(response.headers.get('date'));
    return response;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiProblem({ code: 'connection_lost', status: 0 });
  }
};

/**
 * Asks the API; the session travels in the cookie. One that has ended while
 * the page was open is begun again over the page, then the request is sent once
 * more: nothing on the page is lost.
 *
 * @throws ApiProblem for every answer that is not good and for none at all
 */
export const ask = async <Answer>(path: string, asked: Asked = {}): Promise<Answer> => {
  const response = await once(path, asked);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  const problem = problemFrom(response.status, answer);
  const ended = problem.code === 'not_logged_in' && asked.loginAgain !== false;
  if (!ended || !(await untilLoggedInAgain())) throw problem;
  return ask<Answer>(path, { ...asked, loginAgain: false });
};

/** Asks for a view, which then includes what was last done in this console. */
export const askView = <Answer>(path: string, asked: Asked = {}): Promise<Answer> =>
  ask<Answer>(withPosition(path), asked);
