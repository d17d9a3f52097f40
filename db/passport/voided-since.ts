import type { Actor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { Instant } from '../../domain/time.ts';
import { isAudited } from '../list-audit.ts';
import type { Reader } from '../reader.ts';

/** What makes void every link that was mailed to an account before. */
const VOIDING = [
  'passwordChanged',
  'passwordReset',
  'emailChanged',
  'staffPasswordReset',
  'staffAccountDisabled',
] as const satisfies AuditAction['action'][];

/**
 * Tells whether links of an account have become void since one was asked for: one that is made only now, as the relay comes
 * to it, is void too.
 */
export function isVoidedSince(db: Reader, holder: Actor, askedAt: Instant): Promise<boolean> {
  return isAudited(db, { target: holder, actions: VOIDING, since: askedAt });
}
