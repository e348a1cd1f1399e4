import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

import type { ApiDependencies } from './dependencies.ts';
import { healthRoutes } from './http/health/routes.ts';
import { apiLogger } from './logging.ts';
import { draining } from './plugins/draining.ts';
import { errors } from './plugins/errors.ts';
import { space } from './plugins/space.ts';

/**
 * What a process that answers no requests of people says of itself: `/health/live`
 * and `/health/ready`, and nothing else. Whoever starts and watches processes
 * asks an api and a worker the same.
 */
export const buildHealthApp = async (
  dependencies: Pick<ApiDependencies, 'pool' | 'store' | 'runner' | 'logger'> & {
    readonly version: string;
  },
): Promise<FastifyInstance> => {
  const app = Fastify({
    loggerInstance: apiLogger(dependencies.logger),
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(space, dependencies);
  await app.register(errors);
  await app.register(draining, { drainMs: 0 });
  await app.register(healthRoutes, dependencies);
  return app;
};
