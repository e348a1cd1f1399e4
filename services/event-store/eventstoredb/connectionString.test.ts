import { describe, expect, test } from 'vitest';
import { hostsOf, readConnectionString } from './connectionString.ts';

const read = (text: string, user = {}) => {
  const result = readConnectionString(text, user);
  if (!result.ok) throw new Error(result.fault);
  return result.settings;
};
const faultOf = (text: string): string => {
  const result = readConnectionString(text);
  return result.ok ? '' : result.fault;
};

describe('a connection string', () => {
  test('names one server, by either scheme, with TLS unless it says no', () => {
    const expected = { endpoints: [{ address: 'events', port: 2113 }], discover: false, tls: true };
    expect(read('esdb://events')).toStrictEqual(expected);
    expect(read('kurrentdb://events:2113/')).toStrictEqual(expected);
    expect(read('esdb://events?tls=false')).toStrictEqual({ ...expected, tls: false });
  });

  test('names the servers of a cluster, or the name behind which they stand', () => {
    expect(read('esdb://n1:2111,n2:2112,n3').endpoints).toStrictEqual([
      { address: 'n1', port: 2111 },
      { address: 'n2', port: 2112 },
      { address: 'n3', port: 2113 },
    ]);
    expect(read('kurrentdb+discover://cluster')).toMatchObject({ discover: true });
  });

  test('has an authority and a user, in percent codes', () => {
    expect(read('esdb://ch%40bo:p%3A%40ss@[::1]:2113?tls_CA_file=/etc/ca.pem')).toStrictEqual({
      endpoints: [{ address: '[::1]', port: 2113 }],
      discover: false,
      tls: true,
      caFile: '/etc/ca.pem',
      user: { name: 'ch@bo', password: 'p:@ss' },
    });
  });

  test('gives way to a user of the environment', () => {
    const user = { name: 'chobo', password: 'of:the@environment' };
    expect(read('esdb://admin:changeit@events', user).user).toStrictEqual(user);
  });

  test.each([
    ['http://events', /must be like esdb:/],
    ['esdb://', /must be like esdb:/],
    ['esdb://events:0', /host/],
    ['esdb://events:99999', /host/],
    ['esdb+discover://a,b', /one DNS name/],
    ['esdb://chobo:hunter2:x@events', /%3A and %40/],
    ['esdb://chobo:hunter2%@events', /%25/],
    ['esdb://chobo:hunter2@events?tls=false', /in the clear/],
    ['esdb://events?tls=perhaps', /tls that is neither/],
    ['esdb://events?tlsVerifyCert=false', /no effect; name the authority/],
    ['esdb://events?throwOnAppendFailure=false', /throwOnAppendFailure, which is unknown/],
    ['esdb://events?keepAliveInterval=100', /keepAliveInterval, which is unknown/],
  ])('%s is refused, and its password not repeated', (text, fault) => {
    expect(faultOf(text)).toMatch(fault);
    expect(faultOf(text)).not.toContain('hunter2');
  });

  test('is shown as its servers alone', () => {
    expect(hostsOf(read('esdb://chobo:hunter2@n1:2111,n2'))).toBe('n1:2111, n2:2113');
  });
});
