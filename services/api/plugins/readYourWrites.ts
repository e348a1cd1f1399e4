import fp from 'fastify-plugin';

import { Problem } from '../problems.ts';
import { positionOf } from '../http/schemas/after.ts';
import type { ApiDependencies } from '../dependencies.ts';

/**
 * A reader that passes the position of its own write as `?after=` waits until
 * the views have reached it, so that nobody sees a state older than their click.
 * Bounded: then 504, and the reader may ask again.
 */
export const readYourWrites = fp<{
  readonly runner: ApiDependencies['runner'];
  readonly timeoutMs: number;
}>(
  (app, { runner, timeoutMs }, done) => {
    app.addHook('preHandler', async (request) => {
      const after = positionOf(request.query);
      if (after === null || (await runner.waitFor(after, timeoutMs))) return;
      throw new Problem('view_behind', { headers: { 'retry-after': '1' } });
    });
    done();
  },
  { name: 'read-your-writes', dependencies: ['errors', 'authentication'] },
);
