import type { Context } from 'hono';
import { candidateActor, VISITOR } from '../../domain/actor.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import type { LimitName } from './attempt-limits.ts';
import { securityEvent } from './refusal-events.ts';

/** Notes what went beyond a limit that refuses nobody. @param account whom it is about, see `SecurityEvent` */
export function noteBeyond(
  c: Context<ApiEnv>,
  { securityLog }: Pick<ApiDependencies, 'securityLog'>,
  { limit, account }: { limit: LimitName; account: string },
): void {
  const actor = c.var.candidate ? candidateActor(c.var.candidate.passportId) : VISITOR;
  securityLog.note(securityEvent(c, { event: 'beyondLimit', actor, account, reason: limit }));
}
