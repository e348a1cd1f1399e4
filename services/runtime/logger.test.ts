import { expect, test } from 'vitest';
import { createLogger, withoutUrlPasswords } from './logger.ts';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  write(createLogger('trace', { write: (line) => lines.push(line) }));
  return lines.join('');
};

test('a password does not reach the log, at the top or one level down', () => {
  const text = logged((logger) =>
    logger.info({ password: 'hunter2', user: { password: 'hunter2' } }, 'made'),
  );
  expect(text).not.toContain('hunter2');
  expect(text).toContain('[redacted]');
});

test('cookies and authorization of a request do not reach the log', () => {
  const text = logged((logger) =>
    logger.info({ req: { headers: { cookie: 'sid=hunter2', authorization: 'hunter2' } } }, 'asked'),
  );
  expect(text).not.toContain('hunter2');
});

test('a connection URL keeps everything but its password', () => {
  const text = logged((logger) =>
    logger.info({ databaseUrl: 'postgresql://chobo:hunter2@db:5432/chobo' }, 'opened'),
  );
  expect(text).toContain('postgresql://chobo:[redacted]@db:5432/chobo');
});

test('an error that repeats a URL loses the password in message and stack', () => {
  const text = logged((logger) =>
    logger.error({ err: new Error('no route to postgresql://chobo:hunter2@db/chobo') }, 'failed'),
  );
  expect(text).toContain('no route to postgresql://chobo:[redacted]@db/chobo');
  expect(text).not.toContain('hunter2');
});

test.each([
  ['postgres://u:p@ss@h/d', 'postgres://u:[redacted]@h/d'],
  ['esdb://h:2113?tls=false', 'esdb://h:2113?tls=false'],
  ['see https://chobo.example/a:b@c', 'see https://chobo.example/a:b@c'],
])('%s', (text, expected) => {
  expect(withoutUrlPasswords(text)).toBe(expected);
});
