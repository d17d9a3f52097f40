import { lt } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { captchaUses } from '../schema/index.ts';

/** Marks a challenge as used; false when it was used before, also by a request at the same moment. */
export async function spendCaptcha(db: Database, challenge: string, expiresAt: Date): Promise<boolean> {
  const inserted = await db
    .insert(captchaUses)
    .values({ challenge, expiresAt })
    .onConflictDoNothing()
    .returning({ challenge: captchaUses.challenge });
  return inserted.length === 1;
}

/** Forgets what has expired anyway. */
export async function forgetExpiredCaptchas(db: Database, now: Date): Promise<void> {
  await db.delete(captchaUses).where(lt(captchaUses.expiresAt, now));
}
