import type { IncomingMessage, ServerResponse } from 'node:http';

import fp from 'fastify-plugin';

import { answerOnSocket } from '../http/unreadable.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Takes files: its body may take long, as long as it keeps coming. The route reads it by
     * itself and says what it was by `tellBody`.
     */
    longBody?: boolean;
  }
}

/** How long bodies may take. */
export type BodyTimes = {
  /** Any body, in ms. */
  readonly requestMs: number;
  /** One of a route with `longBody`, in ms. */
  readonly longBodyMs: number;
  /** … of which every stretch of this many ms … */
  readonly stretchMs: number;
  /** … brings at least so many bytes a second. */
  readonly leastBytesPerSecond: number;
};

export const BODY_TIMES: BodyTimes = {
  requestMs: 30_000,
  longBodyMs: 60 * 60_000,
  stretchMs: 20_000,
  leastBytesPerSecond: 4 * 1024,
};

/** A timer may come this much early by the finer clock, in ms. */
const TIMER_MS = 5;

/** Hangs up on a body that is not sent; the handler that reads it sees it end too early. */
const hangUp = (raw: IncomingMessage, response: ServerResponse): void => {
  if (response.headersSent) raw.socket.destroy();
  else answerOnSocket(raw.socket, 'request_too_slow');
};

/**
 * Bounds the time that a client may take over a body. Node's own `requestTimeout`
 * knows one time for all routes, and one long enough for a large file over a slow
 * line would let anybody hold connections open with a few bytes. So it is set to
 * the longest, and the bounds are kept here: a fixed time for every body; for
 * files a longer one, in which every stretch must bring a least number of bytes.
 */
export const bodyTime = fp<BodyTimes>(
  (app, { requestMs, longBodyMs, stretchMs, leastBytesPerSecond }, done) => {
    const leastBytes = (leastBytesPerSecond * stretchMs) / 1000;

    app.addHook('onRequest', (request, reply, proceed) => {
      const { raw } = request;
      proceed();
      // Nothing is watched where there is no body, nor where no socket is (`inject`).
      if (raw.complete || typeof raw.socket.bytesRead !== 'number') return;
      const begunAt = performance.now();
      const isLong = request.routeOptions.config.longBody === true && !request.is404;
      let bytes = raw.socket.bytesRead;
      const look = (): void => {
        if (raw.complete || raw.destroyed) {
          stop();
          return;
        }
        const isAnswered = reply.raw.writableFinished;
        const isLate = performance.now() - begunAt >= (isLong ? longBodyMs : requestMs) - TIMER_MS;
        const isSlow = isLong && raw.socket.bytesRead - bytes < leastBytes;
        bytes = raw.socket.bytesRead;
        // What was refused without its body is not read for ever either.
        if (isLate || isSlow || isAnswered) {
          stop();
          hangUp(raw, reply.raw);
        }
      };
      const timer = setInterval(look, isLong ? stretchMs : requestMs).unref();
      const stop = (): void => {
        clearInterval(timer);
        raw.off('end', stop).off('close', stop);
      };
      raw.on('end', stop).on('close', stop);
    });
    done();
  },
  { name: 'body-time', dependencies: ['errors'] },
);
