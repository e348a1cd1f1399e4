import type { PasswordCost } from '@chobo/identity/passwords';
import type { EventStore } from '@chobo/event-store/port';
import type { ProjectionRunner } from '@chobo/projections/runner/runner';
import type { Logger } from 'pino';
import type { Pool } from 'pg';

import type { BodyTimes } from './plugins/bodyTime.ts';

export type ApiConfig = {
  /** True when browsers reach the API through HTTPS: cookies are then `Secure` and `__Host-`. */
  readonly secureCookies: boolean;
  /** Which proxies may name the client's address and scheme: all, none, or a list of addresses. */
  readonly trustProxy: boolean | string;
  /** Origin at which browsers reach the API, when the proxy does not say it, e.g. `https://chobo.example`. */
  readonly publicOrigin?: string;
  readonly version: string;
  /** Where the built console lies; without it `/` says what this server is. */
  readonly consoleDirectory?: string;
  /** Requests per minute that one address may send (default 1,200). */
  readonly requestsPerMinute?: number;
  /** How long a reader that passes a position waits at most (default 5,000 ms). */
  readonly waitTimeoutMs?: number;
  /**
   * How long the server still listens once it is told to close (default 0 ms), so
   * that a balancer sees that it is not ready before connections are refused.
   */
  readonly drainMs?: number;
  /**
   * How long matching and closing wait for a source at which somebody else is
   * (default 5,000 ms); tests alone shorten it.
   */
  readonly sourcePatienceMs?: number;
  /** How often streams of changes say that they are alive (default 15,000 ms); tests alone shorten it. */
  readonly changesAliveEveryMs?: number;
  /** How long bodies of requests may take; tests alone shorten it. */
  readonly bodyTimes?: Partial<BodyTimes>;
  /** Cost of password hashes (default: the standard); tests alone lower it. */
  readonly passwordCost?: PasswordCost;
};

/** Everything that the API is built from; nothing is read from the environment. */
export type ApiDependencies = {
  readonly pool: Pool;
  readonly store: EventStore;
  /** How the views stand, and waiting for them; it need not be started in this process. */
  readonly runner: Pick<ProjectionRunner, 'status' | 'waitFor' | 'waitForHead'>;
  readonly logger: Logger;
  /** Epoch ms. */
  readonly clock: () => number;
  /** A new unique id, lower-case. */
  readonly newId: () => string;
  readonly config: ApiConfig;
};
