import type { FastifyBaseLogger } from 'fastify';
import type { Logger } from 'pino';

/**
 * What never reaches a log, wherever a careless object carries it: secrets,
 * and what PostgreSQL repeats of a row in the details of its errors.
 */
const SECRETS = [
  'password',
  'passwordHash',
  'password_hash',
  'oneTimePassword',
  'current',
  'next',
  'token',
  'cookie',
  'authorization',
];

const REDACTED = [
  ...SECRETS,
  ...SECRETS.map((name) => `*.${name}`),
  '*.headers.cookie',
  '*.headers.authorization',
  '*.headers["set-cookie"]',
  'err.detail',
  'err.where',
  'err.parameters',
];

/** The logger of the API: the given one, with redaction. */
export const apiLogger = (logger: Logger): FastifyBaseLogger =>
  logger.child({}, { redact: { paths: REDACTED, censor: '[redacted]' } });
