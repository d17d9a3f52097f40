import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { idNumberIndex } from '../../db/person/personal-index.ts';
import { findRegisteredAccount } from '../../db/passport/find-registered-account.ts';
import { latestBegun } from '../../domain/exam-session/current-exam-session.ts';
import { typedAccount } from '../../domain/security.ts';
import { maskEmail } from '../../domain/person/email.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { foundAccountSchema, recoverAccountSchema } from './schemas.ts';
import type { ApiTools } from '../tools.ts';

const postAccountRecovery = createRoute({
  method: 'post',
  path: '/account-recoveries',
  tags: ['passports'],
  summary: 'The masked email of an account that is registered in the latest exam session (找回已报名账号)',
  request: { body: jsonBody(recoverAccountSchema) },
  responses: { 200: json(foundAccountSchema), ...problems },
});

export function accountRecoveryRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'captcha' | 'limits'>) {
  const { db, vault, clock, seasons } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(postAccountRecovery, async (c) => {
    const { idType, idNumber, name, captcha } = c.req.valid('json');
    await tools.captcha.spend(captcha);
    const numberIndex = idNumberIndex(vault, idType, idNumber);
    c.set('aimedAt', typedAccount(numberIndex));
    const email = await tools.limits.attempt(
      [
        ['accountRecoveryPair', `${c.var.clientNetwork} ${numberIndex}`],
        ['accountRecovery', numberIndex],
        ['recoveryAddress', c.var.clientNetwork],
      ],
      async () => {
        const now = clock.now();
        const examSession = latestBegun((await seasons.calendar()).examSessions, now);
        return findRegisteredAccount(
          db,
          vault,
          { idNumberIndex: numberIndex, name, examSessionId: examSession?.id ?? null },
          now,
        );
      },
    );
    if (email === null) throw new ApiError('ACCOUNT_NOT_FOUND');
    return c.json({ email: maskEmail(email) }, 200);
  });
}
