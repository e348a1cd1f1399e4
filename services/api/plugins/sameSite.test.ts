import { describe, expect, it } from 'vitest';

import { mayChange } from './sameSite.ts';

const ownOrigin = 'https://chobo.example';

describe('which requests may change something', () => {
  it.each<[boolean, string, string | undefined, string | undefined, string]>([
    [true, 'GET', 'cross-site', 'https://evil.example', 'reading changes nothing'],
    [true, 'HEAD', 'cross-site', undefined, 'nor does asking whether'],
    [true, 'POST', 'same-origin', ownOrigin, 'our own page'],
    [true, 'POST', 'same-origin', undefined, 'our own page, without Origin'],
    [false, 'POST', 'cross-site', 'https://evil.example', 'a page of somebody else'],
    [false, 'POST', 'cross-site', ownOrigin, 'Fetch Metadata decides alone'],
    [false, 'POST', 'same-site', 'https://blog.chobo.example', 'a neighbour under our domain'],
    [false, 'POST', 'none', undefined, 'nobody types a POST'],
    [false, 'POST', '', ownOrigin, 'an empty value is no value that we know'],
    [false, 'POST', 'same-origin, cross-site', ownOrigin, 'a header sent twice'],
    [true, 'POST', undefined, ownOrigin, 'an older browser on our own page'],
    [false, 'POST', undefined, 'https://evil.example', 'an older browser on another page'],
    [false, 'POST', undefined, 'http://chobo.example', 'another scheme is another origin'],
    [false, 'POST', undefined, 'https://chobo.example:8443', 'another port too'],
    [false, 'POST', undefined, 'null', 'a sandboxed frame'],
    [true, 'POST', undefined, undefined, 'no browser: a channel, a script'],
    [false, 'DELETE', 'cross-site', undefined, 'every method that changes'],
    [false, 'PUT', 'cross-site', undefined, 'every method that changes'],
    [false, 'PATCH', 'cross-site', undefined, 'every method that changes'],
  ])('%s for %s, Sec-Fetch-Site %s, Origin %s: %s', (expected, method, fetchSite, origin) => {
    expect(mayChange({ method, fetchSite, origin, ownOrigin })).toBe(expected);
  });
});
