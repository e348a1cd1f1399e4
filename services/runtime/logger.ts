import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { LogLevel } from './config.ts';

const SECRETS = [
  'password',
  'passwordHash',
  'token',
  'cookie',
  'authorization',
  'databaseUrl',
  'connectionString',
  'url',
];

/** The password in a connection URL, wherever a text has one. */
export function withoutUrlPasswords(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:)[^\s/?#]*@/gi, '$1[redacted]@');
}

const isUrl = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(value);

/**
 * The log: JSON lines on standard error, so that standard output stays for what
 * a command prints. Passwords, cookies, tokens and the passwords of connection
 * URLs never reach it, in fields, in messages of errors or in their stacks.
 *
 * @param destination default: standard error, written at once so that the last
 *   words of a process are not lost
 */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          ...SECRETS,
          ...SECRETS.map((name) => `*.${name}`),
          '*.headers.cookie',
          '*.headers.authorization',
          '*.headers["set-cookie"]',
        ],
        censor: (value: unknown) => (isUrl(value) ? withoutUrlPasswords(value) : '[redacted]'),
      },
      serializers: {
        err: (error: Error) => {
          const { type, message, stack, ...facts } = pino.stdSerializers.err(error);
          return {
            ...facts,
            type,
            message: withoutUrlPasswords(message),
            stack: withoutUrlPasswords(stack),
          };
        },
      },
    },
    destination,
  );
}
