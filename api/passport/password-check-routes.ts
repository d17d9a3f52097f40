import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { PASSWORD_MAX_LENGTH } from '../../domain/passport/password.ts';
import type { ApiEnv } from '../context.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { isCommonPassword } from './common-passwords.ts';

const checkPassword = createRoute({
  method: 'post',
  path: '/password-checks',
  tags: ['passports'],
  summary: 'Tells whether a password is among the common ones, which are refused; nothing is kept of it',
  request: { body: jsonBody(z.object({ password: z.string().max(PASSWORD_MAX_LENGTH) })) },
  responses: { 200: json(z.object({ common: z.boolean() })), ...problems },
});

/**
 * Checks what forms cannot: the list of common passwords takes more bytes than a page. No limit is needed: the list is public, whoever asks
 * learns of no account, and a look takes less than counting it would.
 */
export function passwordCheckRoutes() {
  return new OpenAPIHono<ApiEnv>().openapi(checkPassword, (c) =>
    c.json({ common: isCommonPassword(c.req.valid('json').password) }, 200),
  );
}
