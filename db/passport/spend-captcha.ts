import { lt } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { captchaUses } from '../schema/index.ts';

/** Marks a challenge as used; false when it was used before, even by a simultaneous request. */
export async function spendCaptcha(db: Database, challenge: string, expiresAt: Instant): Promise<boolean> {
  const inserted = await db
    .insert(captchaUses)
    .values({ challenge, expiresAt })
    .onConflictDoNothing()
    .returning({ challenge: captchaUses.challenge });
  return inserted.length === 1;
}

/** Deletes the records of expired challenges, which are refused anyway. */
export async function forgetExpiredCaptchas(db: Database, now: Instant): Promise<void> {
  await db.delete(captchaUses).where(lt(captchaUses.expiresAt, now));
}
