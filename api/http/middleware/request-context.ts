import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../../context.ts';
import { clientAddress, clientNetwork } from '../client-address.ts';
import { preferredLanguage } from '../preferred-language.ts';

/**
 * Sets the variables that every later step relies on. The request id is our own, because a client's could be anything.
 */
export function requestContext(options: { trustedProxyCount: number }): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    c.set('language', preferredLanguage(c.req.header('accept-language')));
    const address = clientAddress(
      c.env?.incoming?.socket.remoteAddress,
      c.req.header('x-forwarded-for'),
      options.trustedProxyCount,
    );
    c.set('clientAddress', address);
    c.set('clientNetwork', clientNetwork(address));
    await next();
  };
}
