import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.ts';
import { json, problems } from '../http/schemas.ts';
import { captchaChallengeSchema } from './schemas.ts';
import type { ApiTools } from '../tools.ts';

const getCaptcha = createRoute({
  method: 'get',
  path: '/captcha',
  tags: ['captcha'],
  summary: 'A proof-of-work challenge for forms that ask for a captcha',
  responses: { 200: json(captchaChallengeSchema), ...problems },
});

export function captchaRoutes(tools: Pick<ApiTools, 'captcha'>) {
  return new OpenAPIHono<ApiEnv>().openapi(getCaptcha, async (c) =>
    c.json(await tools.captcha.challenge(), 200),
  );
}
