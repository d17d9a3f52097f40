import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { signInLinks } from '../schema/index.ts';

/** Makes every sign-in link void that was mailed to an account and could still be used. */
export async function voidSignInLinks(tx: Transaction, holder: Actor, now: Instant): Promise<void> {
  await tx
    .update(signInLinks)
    .set({ usedAt: now })
    .where(and(eq(signInLinks.holder, holder), isNull(signInLinks.usedAt)));
}
