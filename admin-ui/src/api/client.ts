import { ApiProblem, problemFrom } from './problem';

const ROOT = '/api/v1/';

/**
 * Asks the API; the session travels in the cookie.
 *
 * @throws ApiProblem for every answer that is not good and for none at all
 */
export const ask = async <Answer>(
  path: string,
  request: { method?: 'GET' | 'POST' | 'DELETE'; body?: object; signal?: AbortSignal } = {},
): Promise<Answer> => {
  const { method = 'GET', body, signal } = request;
  let response: Response;
  try {
    response = await fetch(`${ROOT}${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiProblem({ code: 'connection_lost', status: 0 });
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response.status, answer);
  return answer as Answer;
};
