import { Writable } from 'node:stream';

import { pino } from 'pino';
import { expect, it } from 'vitest';

import { apiLogger } from './logging.ts';

const logged = (facts: object): string => {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  apiLogger(pino(stream)).info(facts, 'logged');
  return text;
};

it.each([
  ['a password', { password: 'hush' }],
  ['a password in a body', { body: { login: 'x', password: 'hush' } }],
  ['passwords in a body', { body: { current: 'hush', next: 'hush' } }],
  ['a one-time password', { answer: { oneTimePassword: 'hush' } }],
  ['a hash', { user: { password_hash: 'hush' } }],
  ['a token', { session: { token: 'hush' } }],
  ['a cookie', { request: { headers: { cookie: 'hush' } } }],
  ['an authorization', { request: { headers: { authorization: 'hush' } } }],
  ['a cookie that is set', { reply: { headers: { 'set-cookie': 'hush' } } }],
  [
    'a row in an error of PostgreSQL',
    { err: Object.assign(new Error('duplicate key'), { detail: 'Key (login)=(hush) exists' }) },
  ],
])('%s is not logged', (_case, facts) => {
  const text = logged(facts);
  expect(text).not.toContain('hush');
  expect(text).toContain('[redacted]');
});
