import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

import type { ApiDependencies } from './dependencies.ts';
import { knownLists } from './http/exports/lists.ts';
import { exportRoutes } from './http/exports/routes.ts';
import { routes } from './http/routes.ts';
import { answerBadAddress, answerBrokenRequest } from './http/unreadable.ts';
import { apiLogger } from './logging.ts';
import { authentication } from './plugins/authentication.ts';
import { BODY_TIMES, bodyTime } from './plugins/bodyTime.ts';
import { draining } from './plugins/draining.ts';
import { errors } from './plugins/errors.ts';
import { idempotency } from './plugins/idempotency.ts';
import { knownAddresses } from './plugins/knownAddresses.ts';
import { openApi } from './plugins/openApi.ts';
import { readYourWrites } from './plugins/readYourWrites.ts';
import { requestLog } from './plugins/requestLog.ts';
import { requestRate } from './plugins/requestRate.ts';
import { sameSite } from './plugins/sameSite.ts';
import { securityHeaders } from './plugins/securityHeaders.ts';
import { space } from './plugins/space.ts';

/** Largest body of a request, in bytes. */
const BODY_LIMIT = 64 * 1024;

/** How long a client may take over the head of a request, in ms. */
const HEADERS_TIMEOUT_MS = 30_000;

/** Ids that a proxy gave out are kept, as long as they can stand in a log line and a header. */
const requestId = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
};

/**
 * The whole HTTP API, ready to listen or to be injected. It reads nothing from
 * its environment and owns none of its dependencies: closing it lets requests
 * finish and leaves stores and pool open.
 */
export const buildApp = async (dependencies: ApiDependencies): Promise<FastifyInstance> => {
  const { pool, runner, logger, clock, config } = dependencies;
  const { version, secureCookies: secure } = config;
  const bodyTimes = { ...BODY_TIMES, ...config.bodyTimes };
  const app = Fastify({
    loggerInstance: apiLogger(logger),
    // Our own line about a request keeps addresses out of the log.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestId,
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT,
    // The longest of any route: `bodyTime` keeps the bounds of each.
    requestTimeout: Math.max(bodyTimes.longBodyMs, HEADERS_TIMEOUT_MS),
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: false,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
  });
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // JSON is the only body that is read: a form of another site can send text/plain.
  app.removeContentTypeParser('text/plain');

  await app.register(space, { pool });
  await app.register(errors);
  await app.register(bodyTime, bodyTimes);
  await app.register(requestLog);
  await app.register(securityHeaders, { https: secure });
  await app.register(draining, { drainMs: config.drainMs ?? 0 });
  await app.register(requestRate, { perMinute: config.requestsPerMinute ?? 1_200 });
  await app.register(sameSite, { publicOrigin: config.publicOrigin });
  await app.register(authentication, { pool, clock, secure });
  await app.register(idempotency, { pool, clock });
  await app.register(knownAddresses);
  await app.register(openApi, { version });
  await app.register(readYourWrites, { runner, timeoutMs: config.waitTimeoutMs ?? 5_000 });
  await app.register(knownLists);

  await app.register(routes, dependencies);
  await app.register(exportRoutes, { clock });
  return app;
};
