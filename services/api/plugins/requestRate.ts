import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';

import { Problem } from '../problems.ts';

/**
 * Bounds what one address may ask of one process. Health checks do not count:
 * an orchestrator must not take a server for dead because it asked too often.
 */
export const requestRate = fp<{ readonly perMinute: number }>(
  async (app, { perMinute }) => {
    await app.register(rateLimit, {
      global: false,
      max: perMinute,
      timeWindow: 60_000,
      cache: 10_000,
      allowList: (request) => request.url.startsWith('/health/'),
      errorResponseBuilder: () => new Problem('too_many_requests'),
    });
    // For every address, unknown ones too, and before a session is looked up.
    app.addHook('onRequest', app.rateLimit());
  },
  { name: 'request-rate', dependencies: ['errors'] },
);
