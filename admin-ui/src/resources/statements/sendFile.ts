import { ApiProblem, problemFrom } from '../../api/problem';
import { forgetKey, keyOf } from '../../commands/keys';
import { untilLoggedInAgain } from '../../session/session';
import type { Upload } from './answers';

const ADDRESS = '/api/v1/statement-uploads';

/** The largest file that the server takes, in bytes. */
export const MAX_BYTES = 512 * 1024 * 1024;

/** How far a file is sent. */
export type Sent = (bytes: number) => void;

const answerOf = (request: XMLHttpRequest): unknown => {
  try {
    return JSON.parse(request.responseText) as unknown;
  } catch {
    return null;
  }
};

/** Only this old way of asking tells how far a body is sent. */
const sendOnce = (file: File, key: string, onSent: Sent, signal: AbortSignal): Promise<Upload> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', ADDRESS);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', key);
    request.upload.addEventListener('progress', ({ loaded }) =>
      onSent(Math.min(loaded, file.size)),
    );
    request.addEventListener('load', () => {
      const answer = answerOf(request);
      if (request.status === 202) resolve(answer as Upload);
      else reject(problemFrom(request.status, answer));
    });
    const lost = (): void => reject(new ApiProblem({ code: 'upload_lost', status: 0 }));
    request.addEventListener('error', lost);
    request.addEventListener('timeout', lost);
    request.addEventListener('abort', () =>
      reject(new ApiProblem({ code: 'upload_cancelled', status: 0 })),
    );
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.set('file', file);
    request.send(form);
  });

/** True when the answer says for certain that the file is not kept. */
const isRefusal = ({ code, status }: ApiProblem): boolean =>
  status >= 400 && status < 500 && code !== 'request_in_progress';

/**
 * Hands a file in to be looked at. While its answer is not known the same file
 * bears the same key: sent again after a lost connection, it is kept once.
 *
 * @throws ApiProblem
 */
export const sendFile = async (file: File, onSent: Sent, signal: AbortSignal): Promise<Upload> => {
  const input = `statement-uploads ${file.name} ${file.size} ${file.lastModified}`;
  const key = keyOf(input);
  const send = (): Promise<Upload> => sendOnce(file, key, onSent, signal);
  try {
    const upload = await send().catch(async (error: unknown) => {
      const ended = error instanceof ApiProblem && error.code === 'not_logged_in';
      if (!ended || !(await untilLoggedInAgain())) throw error;
      return send();
    });
    forgetKey(input);
    return upload;
  } catch (error) {
    if (error instanceof ApiProblem && isRefusal(error)) forgetKey(input);
    throw error;
  }
};
