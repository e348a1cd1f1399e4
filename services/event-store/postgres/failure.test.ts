import { expect, test } from 'vitest';
import { EventNotSerialisable, EventStoreUnavailable } from '../errors.ts';
import { failureOf, isPassing } from './failure.ts';

const coded = (code: string) => Object.assign(new Error('refused'), { code });

test.each(['ECONNREFUSED', 'EPIPE', '57P01', '08006', '40001', '53300', '55P03', '25006'])(
  '%s passes: the store is away, the end of an append unknown',
  (code) => {
    expect(isPassing(coded(code))).toBe(true);
    expect(failureOf(coded(code), 'an append')).toBeInstanceOf(EventStoreUnavailable);
  },
);

test.each(['22P02', '22021', '54001'])('%s is the fault of the data', (code) => {
  expect(isPassing(coded(code))).toBe(false);
  expect(failureOf(coded(code), 'an append')).toBeInstanceOf(EventNotSerialisable);
});

test('a missing table does not pass, and keeps its cause', () => {
  const missing = coded('42P01');
  expect(isPassing(missing)).toBe(false);
  const failure = failureOf(missing, 'reading the log');
  expect(failure).toBeInstanceOf(EventStoreUnavailable);
  expect(failure.cause).toBe(missing);
});
