import fp from 'fastify-plugin';

import { Problem } from '../problems.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** True from the moment that `close` was called. */
    isDraining: () => boolean;
  }
}

/**
 * While the server closes, requests that are under way are finished and new
 * ones are sent elsewhere; the health routes go on answering, to say so.
 */
export const draining = fp<{ readonly drainMs: number }>(
  (app, { drainMs }, done) => {
    let closing = false;
    app.decorate('isDraining', () => closing);
    app.addHook('preClose', (proceed) => {
      closing = true;
      setTimeout(proceed, drainMs);
    });
    app.addHook('onRequest', (request, _reply, proceed) => {
      const refused = closing && !request.url.startsWith('/health/');
      proceed(refused ? new Problem('shutting_down') : undefined);
    });
    // A connection kept alive behind the last answer would hold the server open for a minute.
    app.addHook('onSend', (_request, reply, _payload, proceed) => {
      if (closing) reply.header('connection', 'close');
      proceed();
    });
    done();
  },
  { name: 'draining', dependencies: ['errors'] },
);
