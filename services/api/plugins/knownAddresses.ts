import fp from 'fastify-plugin';

import { Problem } from '../problems.ts';

type Address = { readonly pattern: RegExp; readonly methods: Set<string> };

const patternOf = (url: string): RegExp => {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
};

/** Tells an address that does not exist (404) from a method that it does not take (405, `Allow`). */
export const knownAddresses = fp(
  (app, _options, done) => {
    const addresses = new Map<string, Address>();
    app.addHook('onRoute', ({ url, method }) => {
      const address = addresses.get(url) ?? { pattern: patternOf(url), methods: new Set() };
      for (const name of [method].flat()) address.methods.add(name);
      addresses.set(url, address);
    });
    app.setNotFoundHandler((request) => {
      const [path = ''] = request.url.split('?');
      const allowed = [...addresses.values()]
        .filter(({ pattern }) => pattern.test(path))
        .flatMap(({ methods }) => [...methods]);
      if (allowed.length === 0) throw new Problem('address_not_found');
      throw new Problem('method_not_allowed', { headers: { allow: allowed.join(', ') } });
    });
    done();
  },
  { name: 'known-addresses', dependencies: ['errors'] },
);
