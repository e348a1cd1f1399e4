import fp from 'fastify-plugin';

/**
 * Answers every request with its id and writes one line about it. The line
 * names the route, never the address that was asked: card numbers stand in
 * addresses and in queries.
 */
export const requestLog = fp(
  (app, _options, done) => {
    app.addHook('onRequest', (request, reply, proceed) => {
      reply.header('x-request-id', request.id);
      // Balances and names must not stay in a shared browser's or a proxy's cache.
      reply.header('cache-control', 'no-store');
      proceed();
    });
    app.addHook('onResponse', (request, reply, proceed) => {
      request.log.info(
        {
          method: request.method,
          route: request.is404 ? null : request.routeOptions.url,
          status: reply.statusCode,
          durationMs: Math.round(reply.elapsedTime),
          user: request.session?.user.id ?? null,
        },
        'request answered',
      );
      proceed();
    });
    done();
  },
  { name: 'request-log' },
);
