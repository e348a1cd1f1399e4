import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

import { Problem } from '../problems.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What of a request tells where it was sent from. */
export type RequestOrigin = {
  readonly method: string;
  /** `Sec-Fetch-Site`, which a page cannot set. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  /** The origin at which this server is reached. */
  readonly ownOrigin: string;
};

/**
 * Whether a request may change something (OWASP, Cross-Site Request Forgery
 * Prevention: Fetch Metadata, `Origin` where a browser is too old for it).
 *
 * - `Sec-Fetch-Site` decides alone where it is sent: only `same-origin` passes;
 *   `same-site` is a neighbour's page, `none` a hand-typed address, which never posts.
 * - Without it `Origin` must be ours; `null` (a sandboxed frame) is not.
 * - Without both the sender is no browser that could be tricked: a channel, a
 *   script, curl. Such a client has no ambient cookie, so it passes.
 */
export const mayChange = (request: RequestOrigin): boolean => {
  if (SAFE_METHODS.has(request.method)) return true;
  if (request.fetchSite !== undefined) return request.fetchSite === 'same-origin';
  return request.origin === undefined || request.origin === request.ownOrigin;
};

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  // A header that is sent twice is nothing that a browser does: it fits no rule.
  return Array.isArray(value) ? value.join(', ') : value;
};

/** Refuses requests that another site makes a browser send. */
export const sameSite = fp<{ readonly publicOrigin: string | undefined }>(
  (app, { publicOrigin }, done) => {
    app.addHook('onRequest', (request, _reply, proceed) => {
      const allowed = mayChange({
        method: request.method,
        fetchSite: header(request, 'sec-fetch-site'),
        origin: header(request, 'origin'),
        ownOrigin: publicOrigin ?? `${request.protocol}://${request.host}`,
      });
      proceed(allowed ? undefined : new Problem('cross_site_request'));
    });
    done();
  },
  { name: 'same-site', dependencies: ['errors'] },
);
