import type { MiddlewareHandler } from 'hono';
import { secureHeaders as honoSecureHeaders } from 'hono/secure-headers';
import type { ApiEnv } from '../context.ts';

/** What browsers may do with our pages: run our own files, talk to our own origin, and be framed by nobody. */
export function secureHeaders(options: {
  publicUrl: string;
  payPageOrigins: string[];
}): MiddlewareHandler<ApiEnv> {
  const https = options.publicUrl.startsWith('https:');
  return honoSecureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // The staff console's components write their styles into the page; styles run nothing.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      // The captcha's work is done in workers made from blobs.
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'", ...options.payPageOrigins],
      frameAncestors: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
    // Not no-referrer: browsers would then send our own forms with the origin `null`.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
  });
}
