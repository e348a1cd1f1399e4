import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

/**
 * Security headers. The policy is written out, because helmet's default allows
 * inline styles; a page that needs its own style or script takes the nonce of
 * its reply. HSTS only where the outside is HTTPS: on a laptop it would lock
 * `localhost` to a scheme that nobody serves there.
 */
export const securityHeaders = fp<{ readonly https: boolean }>(
  async (app, { https }) => {
    await app.register(helmet, {
      enableCSPNonces: true,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    });
  },
  { name: 'security-headers' },
);
