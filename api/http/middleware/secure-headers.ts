import type { MiddlewareHandler } from 'hono';
import { secureHeaders as honoSecureHeaders } from 'hono/secure-headers';
import type { ApiEnv } from '../../context.ts';
import { PLAIN_STYLE_SOURCE } from '../plain-page.ts';

/** Limits what browsers may do with our pages: run our own files, talk to our own origin, and never be framed. */
export function secureHeaders(options: {
  publicUrl: string;
  payPageOrigins: string[];
  /** Hashes of the styles that stand in the pages of the site. */
  styleSources: string[];
}): MiddlewareHandler<ApiEnv> {
  const https = options.publicUrl.startsWith('https:');
  return honoSecureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", PLAIN_STYLE_SOURCE, ...options.styleSources],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'", ...options.payPageOrigins],
      frameAncestors: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
    // The value is not no-referrer because browsers would then send our own forms with the origin `null`.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
  });
}
