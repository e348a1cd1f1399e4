import path from 'node:path';
import { readConnectionString } from '@chobo/event-store/eventstoredb/connectionString';
import type { EventStoreDbSettings } from '@chobo/event-store/eventstoredb/connectionString';
import { z } from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the environment asks for; nothing else of Chobo reads the environment. */
export type Configuration = {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the embedded PostgreSQL; unused with `databaseUrl`. */
  readonly dataDirectory: string;
  /** A PostgreSQL of the user's own instead of the embedded one. */
  readonly databaseUrl?: string;
  /** An EventStoreDB or KurrentDB instead of keeping events in PostgreSQL. Holds a password. */
  readonly eventStore?: EventStoreDbSettings;
  /** Demo data on an empty store: always, never, or when nothing else is configured. */
  readonly demo: 'on' | 'off' | 'when_unconfigured';
  /** Instant at which the clock starts, epoch ms; only in demos and tests. */
  readonly clockStartsAtMs?: number;
  /** Default: `info` for the server, `warn` for commands. */
  readonly logLevel?: LogLevel;
  /** Origin at which browsers reach Chobo when a proxy stands before it. */
  readonly publicOrigin?: string;
};

export type ConfigurationRead =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly faults: readonly string[] };

/** A message that repeats the value; not for variables that may hold a secret. */
const told = (rule: string) => (issue: { readonly input?: unknown }) =>
  `${rule}, not "${String(issue.input)}"`;

const oneOf = <Word extends string>(words: readonly Word[], rule: string) =>
  z.enum(words as [Word, ...Word[]], { error: told(rule) });

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: told('must be a whole number from 0 to 65535') })
  .transform(Number)
  .refine((value) => value <= 65_535, { error: 'must be a whole number from 0 to 65535' });

const databaseUrl = z.string().refine(
  (value) => {
    // Not URL.parse, which Node 20 has only in its last releases.
    if (!URL.canParse(value)) return false;
    return ['postgres:', 'postgresql:'].includes(new URL(value).protocol);
  },
  { error: 'must be a URL like postgresql://user:password@host:5432/database' },
);

const instant = z.iso
  .datetime({
    offset: true,
    error: told('must be an instant like 2026-11-20T09:00:00+09:00'),
  })
  .transform((text) => Date.parse(text));

const origin = z.string().refine(
  (value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, pathname } = new URL(value);
    return /^https?:$/.test(protocol) && pathname === '/';
  },
  { error: told('must be an address like https://chobo.example, without a path') },
);

const eventStoreOf = (values: {
  readonly EVENTSTORE_URL?: string | undefined;
  readonly EVENTSTORE_USERNAME?: string | undefined;
  readonly EVENTSTORE_PASSWORD?: string | undefined;
}) =>
  values.EVENTSTORE_URL === undefined
    ? undefined
    : readConnectionString(values.EVENTSTORE_URL, {
        name: values.EVENTSTORE_USERNAME,
        password: values.EVENTSTORE_PASSWORD,
      });

const schema = z
  .object({
    PORT: port.default(3000),
    HOST: z.string().default('127.0.0.1'),
    CHOBO_DATA_DIR: z.string().default('./.data'),
    DATABASE_URL: databaseUrl.optional(),
    EVENTSTORE_URL: z.string().optional(),
    EVENTSTORE_USERNAME: z.string().optional(),
    EVENTSTORE_PASSWORD: z.string().optional(),
    CHOBO_DEMO: oneOf(['0', '1'], 'must be 1 (demo data) or 0 (none)').optional(),
    CHOBO_CLOCK: instant.optional(),
    CHOBO_PUBLIC_URL: origin.optional(),
    LOG_LEVEL: oneOf(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(),
    NODE_ENV: z.string().optional(),
  })
  .superRefine((values, context) => {
    const read = eventStoreOf(values);
    if (read?.ok === false) {
      context.addIssue({ code: 'custom', path: ['EVENTSTORE_URL'], message: read.fault });
    }
    if ((values.EVENTSTORE_USERNAME === undefined) !== (values.EVENTSTORE_PASSWORD === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['EVENTSTORE_USERNAME'],
        message: 'and EVENTSTORE_PASSWORD go together; set both or none',
      });
    }
    if (values.CHOBO_CLOCK !== undefined && values.NODE_ENV === 'production') {
      context.addIssue({
        code: 'custom',
        path: ['CHOBO_CLOCK'],
        message: 'is for demos and tests and is refused when NODE_ENV is "production"; unset it',
      });
    }
  });

const demoOf = (value: '0' | '1' | undefined): Configuration['demo'] => {
  if (value === undefined) return 'when_unconfigured';
  return value === '1' ? 'on' : 'off';
};

/**
 * Reads and checks the whole environment. An empty variable counts as unset.
 *
 * @param workingDirectory what a relative `CHOBO_DATA_DIR` is relative to
 * @returns the configuration, or every fault at once, one sentence each
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): ConfigurationRead {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = schema.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path: [name], message }) => `${String(name)} ${message}`,
    );
    return { ok: false, faults };
  }
  const values = read.data;
  const eventStore = eventStoreOf(values);
  return {
    ok: true,
    configuration: {
      port: values.PORT,
      host: values.HOST,
      dataDirectory: path.resolve(workingDirectory, values.CHOBO_DATA_DIR),
      demo: demoOf(values.CHOBO_DEMO),
      ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }),
      ...(eventStore?.ok === true && { eventStore: eventStore.settings }),
      ...(values.CHOBO_CLOCK !== undefined && { clockStartsAtMs: values.CHOBO_CLOCK }),
      ...(values.LOG_LEVEL !== undefined && { logLevel: values.LOG_LEVEL }),
      ...(values.CHOBO_PUBLIC_URL !== undefined && {
        publicOrigin: new URL(values.CHOBO_PUBLIC_URL).origin,
      }),
    },
  };
}

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Names of all variables that are read. */
export const variableNames: readonly string[] = Object.keys(schema.shape);
