import { describe, expect, test } from 'vitest';
import { isLoopback, readConfiguration } from './config.ts';

const read = (environment: Record<string, string>) => readConfiguration(environment, '/srv/chobo');

const faultsOf = (environment: Record<string, string>) => {
  const result = read(environment);
  return result.ok ? [] : result.faults;
};

test('an empty environment is the embedded default', () => {
  expect(read({})).toStrictEqual({
    ok: true,
    configuration: {
      port: 3000,
      host: '127.0.0.1',
      dataDirectory: '/srv/chobo/.data',
      demo: 'when_unconfigured',
    },
  });
});

test('every variable is taken', () => {
  expect(
    read({
      PORT: '0',
      HOST: '0.0.0.0',
      CHOBO_DATA_DIR: '/var/lib/chobo-data',
      DATABASE_URL: 'postgresql://chobo:secret@db.example/chobo',
      EVENTSTORE_URL: 'kurrentdb://events.example?tlsCAFile=/etc/chobo/ca.pem',
      EVENTSTORE_USERNAME: 'chobo',
      EVENTSTORE_PASSWORD: 'secret',
      CHOBO_DEMO: '1',
      CHOBO_CLOCK: '2026-11-20T09:00:00+09:00',
      CHOBO_PUBLIC_URL: 'https://chobo.example/',
      LOG_LEVEL: 'debug',
    }),
  ).toStrictEqual({
    ok: true,
    configuration: {
      port: 0,
      host: '0.0.0.0',
      dataDirectory: '/var/lib/chobo-data',
      databaseUrl: 'postgresql://chobo:secret@db.example/chobo',
      eventStore: {
        endpoints: [{ address: 'events.example', port: 2113 }],
        discover: false,
        tls: true,
        caFile: '/etc/chobo/ca.pem',
        user: { name: 'chobo', password: 'secret' },
      },
      demo: 'on',
      clockStartsAtMs: Date.UTC(2026, 10, 20, 0, 0, 0),
      publicOrigin: 'https://chobo.example',
      logLevel: 'debug',
    },
  });
});

test('an empty variable counts as unset', () => {
  expect(read({ DATABASE_URL: '', PORT: ' ', EVENTSTORE_URL: '' })).toStrictEqual(read({}));
});

describe('a fault is told in one sentence', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http"'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1"'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535'],
    [{ CHOBO_DEMO: 'yes' }, 'CHOBO_DEMO must be 1 (demo data) or 0 (none), not "yes"'],
    [
      { CHOBO_CLOCK: 'yesterday' },
      'CHOBO_CLOCK must be an instant like 2026-11-20T09:00:00+09:00, not "yesterday"',
    ],
    [
      { CHOBO_CLOCK: '2026-11-20T09:00:00Z', NODE_ENV: 'production' },
      'CHOBO_CLOCK is for demos and tests and is refused when NODE_ENV is "production"; unset it',
    ],
    [
      { EVENTSTORE_URL: 'http://chobo:hunter2@127.0.0.1:2113' },
      'EVENTSTORE_URL must be like esdb://user:password@host:2113?tls=true (or kurrentdb://…)',
    ],
    [
      { EVENTSTORE_USERNAME: 'chobo' },
      'EVENTSTORE_USERNAME and EVENTSTORE_PASSWORD go together; set both or none',
    ],
    [
      { CHOBO_PUBLIC_URL: 'chobo.example' },
      'CHOBO_PUBLIC_URL must be an address like https://chobo.example, without a path, not "chobo.example"',
    ],
  ])('%j', (environment, fault) => {
    expect(faultsOf(environment as Record<string, string>)).toStrictEqual([fault]);
  });
});

test('all faults are told at once', () => {
  expect(
    faultsOf({ PORT: 'x', LOG_LEVEL: 'loud' }).map((fault) => fault.split(' ')[0]),
  ).toStrictEqual(['PORT', 'LOG_LEVEL']);
});

test('a faulty DATABASE_URL is not repeated: it may hold a password', () => {
  const faults = faultsOf({ DATABASE_URL: 'mysql://chobo:hunter2@db/chobo' });
  expect(faults).toStrictEqual([
    'DATABASE_URL must be a URL like postgresql://user:password@host:5432/database',
  ]);
});

test.each([
  ['127.0.0.1', true],
  ['127.0.0.53', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example', false],
])('%s: only this machine reaches it: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
