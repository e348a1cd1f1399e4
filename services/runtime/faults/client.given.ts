import { setTimeout as pause } from 'node:timers/promises';

import { PASSWORD } from './shop.given.ts';

/** What a request came to: its status and document, or that the connection broke. */
export type Answered =
  | {
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>>;
      /** The code of a problem. */
      readonly code: string | undefined;
    }
  | { readonly status: 0; readonly body: Readonly<Record<string, unknown>>; readonly code: string };

/** One thing that somebody asks for; its key makes it known when it is asked again. */
export type Wish = {
  readonly key: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Somebody who is logged in and works through HTTP. */
export type Client = {
  /** Asks once. */
  readonly ask: (wish: Wish, signal?: AbortSignal) => Promise<Answered>;
  /** Asks with the same key until it is acknowledged. @throws Error when it is refused for good */
  readonly insist: (wish: Wish) => Promise<Answered>;
  /** Requests that have been sent and not been answered. */
  readonly underWay: () => number;
};

/** Between two attempts, as the console waits. */
const AGAIN_AFTER_MS = 200;

/** Refusals that say: ask the same again. */
const isPassing = ({ status, code }: Answered): boolean =>
  status === 0 || status >= 500 || code === 'request_in_progress' || code === 'too_many_requests';

/** Logs in, which is tried until the server is there. */
export const logIn = async (url: string, login: string): Promise<Client> => {
  const headers = { 'content-type': 'application/json', origin: url };
  const session = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  if (session.status !== 201) throw new Error(`${login} may not log in: ${await session.text()}`);
  const cookie = session.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  let underWay = 0;

  const ask = async ({ key, path, body }: Wish, signal?: AbortSignal): Promise<Answered> => {
    underWay += 1;
    try {
      const response = await fetch(`${url}/api/v1/${path}`, {
        method: 'POST',
        headers: { ...headers, cookie: cookie.join('; '), 'idempotency-key': key },
        body: JSON.stringify(body),
        ...(signal !== undefined && { signal }),
      });
      const document = (await response.json()) as Answered['body'];
      const { code } = document;
      return {
        status: response.status,
        body: document,
        code: typeof code === 'string' ? code : undefined,
      };
    } catch (error) {
      if (signal?.aborted === true) throw error;
      return { status: 0, body: {}, code: 'connection' };
    } finally {
      underWay -= 1;
    }
  };

  return {
    ask,
    insist: async (wish) => {
      for (;;) {
        const answered = await ask(wish);
        if (answered.status >= 200 && answered.status < 300) return answered;
        if (!isPassing(answered)) {
          throw new Error(`${wish.path} was refused: ${JSON.stringify(answered)}`);
        }
        await pause(AGAIN_AFTER_MS);
      }
    },
    underWay: () => underWay,
  };
};
